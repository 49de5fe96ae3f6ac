import type { AST } from "@eslint-community/regexpp";
import { CharSet, JS } from "refa";

/** Flags a pattern of a schema may have. */
export type Flags = "u" | "";

/** An element that takes exactly one character. */
export type CharacterElement = AST.Character | AST.CharacterClass | AST.CharacterSet;

/** Largest character: code points with `u`, UTF-16 code units without. */
function maxCharacter(flags: Flags): number {
  return flags === "u" ? 0x10ffff : 0xffff;
}

/** The empty set. */
export function noCharacters(flags: Flags): CharSet {
  return CharSet.empty(maxCharacter(flags));
}

/** Whether an element takes exactly one character. */
export function isCharacterElement(element: AST.Element): element is CharacterElement {
  return element.type === "Character" || element.type === "CharacterClass" || element.type === "CharacterSet";
}

/** The characters an element takes, exactly as ECMA-262 defines them. */
export function characterSetOf(element: CharacterElement, flags: Flags): CharSet {
  return JS.parseUnicodeSet(element, { unicode: flags === "u" }).chars;
}
