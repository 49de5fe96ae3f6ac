import { type Node, parseTree } from "jsonc-parser";
import type { TextEdit, TextPosition } from "../core/finding.js";
import { tokensOf } from "../core/json-pointer.js";
import { JsonLayout } from "./json-layout.js";

/** Finds places in a JSON text and says how to change what stands there. Made for one text; keeps its tree. */
export class JsonSource {
  readonly #text: string;
  #tree: Node | undefined;
  #lineStarts: readonly number[] | undefined;
  #layout: JsonLayout | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Where the member or item that a JSON Pointer (RFC 6901) names begins, its name included; undefined when it leads
   * nowhere. The text must have been read as JSON before, with its nesting bounded.
   */
  positionOf(pointer: string): TextPosition | undefined {
    const tokens = stepsOf(pointer);
    const node = tokens && this.#follow(tokens);
    return node && node.rest.length === 0 ? this.#positionAt(whole(node.at).offset) : undefined;
  }

  /**
   * The edits that put `value` where the pointer leads, or take away what is there (undefined). Containers on the way
   * are made where they are missing; the token `-` stands for the end of an array (RFC 6901 section 4). What is not
   * touched keeps its layout, and what is new takes that of its neighbours. Empty where nothing can be done.
   */
  replace(pointer: string, value: unknown): readonly TextEdit[] {
    const tokens = stepsOf(pointer);
    const found = tokens && this.#follow(tokens);
    if (found === undefined) return [];
    const { at, rest } = found;
    if (rest.length > 0) return value === undefined ? [] : this.#insertDeep(at, rest, value);
    if (value === undefined) {
      const node = whole(at);
      return node.parent === undefined ? [] : this.#remove(node.parent, new Set([node]));
    }
    return [this.#edit(at.offset, at.offset + at.length, this.#look().render(value, this.#look().indentAt(at.offset)))];
  }

  /** The edits that take members or items away from the container a pointer leads to; those it does not have are left out. */
  removeAll(pointer: string, names: Iterable<string>): readonly TextEdit[] {
    const container = this.#nodeAt(pointer);
    if (container === undefined) return [];
    const gone = new Set([...names].flatMap((name) => childOf(container, name) ?? []).map(whole));
    return gone.size === 0 ? [] : this.#remove(container, gone);
  }

  /** The edit that adds members to the object a pointer leads to, which has none of them yet; empty where there is none. */
  addAll(pointer: string, members: ReadonlyMap<string, unknown>): readonly TextEdit[] {
    const container = this.#nodeAt(pointer);
    if (container?.type !== "object" || members.size === 0) return [];
    const look = this.#look();
    return this.#insert(container, (indent) => [...members].map(([name, value]) => look.member(name, value, indent)));
  }

  /** The edit that gives the member a pointer leads to another name and value; empty where it leads to no member. */
  replaceMember(pointer: string, name: string, value: unknown): readonly TextEdit[] {
    const tokens = stepsOf(pointer);
    const found = tokens && this.#follow(tokens);
    if (found === undefined || found.rest.length > 0 || found.at.parent?.type !== "property") return [];
    const member = found.at.parent;
    const text = this.#look().member(name, value, this.#look().indentAt(member.offset));
    return [this.#edit(member.offset, member.offset + member.length, text)];
  }

  #root(): Node | undefined {
    this.#tree ??= parseTree(this.#text);
    return this.#tree;
  }

  #look(): JsonLayout {
    this.#layout ??= new JsonLayout(this.#text, this.#root());
    return this.#layout;
  }

  /** As far as the tokens lead, and those that lead further. */
  #follow(tokens: readonly string[]): { readonly at: Node; readonly rest: readonly string[] } | undefined {
    let at = this.#root();
    if (at === undefined) return undefined;
    for (const [step, token] of tokens.entries()) {
      const next = childOf(at, token);
      if (next === undefined) return { at, rest: tokens.slice(step) };
      at = next;
    }
    return { at, rest: [] };
  }

  #nodeAt(pointer: string): Node | undefined {
    const tokens = stepsOf(pointer);
    const found = tokens && this.#follow(tokens);
    return found?.rest.length === 0 ? found.at : undefined;
  }

  /** Takes runs of neighbours away, each with the comma that would be one too many. */
  #remove(container: Node, gone: ReadonlySet<Node>): readonly TextEdit[] {
    const children = container.children ?? [];
    const edits: TextEdit[] = [];
    for (let from = 0; from < children.length; from++) {
      if (!gone.has(children[from] ?? container)) continue;
      let next = from + 1;
      while (next < children.length && gone.has(children[next] ?? container)) next++;
      const [before, first, after] = [children[from - 1], children[from], children[next]];
      const last = children[next - 1] ?? container;
      if (after !== undefined) edits.push(this.#edit(first?.offset ?? after.offset, after.offset, ""));
      else if (before !== undefined) edits.push(this.#edit(endOf(before), endOf(last), ""));
      else edits.push(this.#edit(container.offset + 1, endOf(container) - 1, ""));
      from = next;
    }
    return edits;
  }

  #insertDeep(container: Node, [name = "", ...deeper]: readonly string[], value: unknown): readonly TextEdit[] {
    if (container.type !== "object" && (container.type !== "array" || !/^(?:-|\d+)$/.test(name))) return [];
    const look = this.#look();
    const inner = deeper.reduceRight<unknown>(
      (nested, token) => (token === "-" ? [nested] : { [token]: nested }),
      value,
    );
    return this.#insert(container, (indent) => [
      container.type === "array" ? look.render(inner, indent) : look.member(name, inner, indent),
    ]);
  }

  /** Writes after the last child of a container what `written` makes of the indent there. */
  #insert(container: Node, written: (indent: string) => readonly string[]): readonly TextEdit[] {
    const look = this.#look();
    const last = container.children?.at(-1);
    if (last === undefined) {
      const outer = look.indentAt(container.offset);
      const inside = `${look.lineBreak}${look.deeper(outer)}`;
      const text = look.hasLines
        ? `${inside}${written(look.deeper(outer)).join(`,${inside}`)}${look.lineBreak}${outer}`
        : written("").join(look.comma);
      return [this.#edit(container.offset + 1, endOf(container) - 1, text)];
    }
    const between = this.#text.slice(container.offset, container.children?.[0]?.offset);
    const indent = look.indentAt(last.offset);
    const separator = between.includes("\n") ? `,${look.lineBreak}${indent}` : look.comma;
    const text = written(indent).map((one) => separator + one);
    return [this.#edit(endOf(last), endOf(last), text.join(""))];
  }

  #edit(from: number, to: number, newText: string): TextEdit {
    return { start: this.#positionAt(from), end: this.#positionAt(to), newText };
  }

  #positionAt(offset: number): TextPosition {
    this.#lineStarts ??= lineStartsOf(this.#text);
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}

/** Undefined for what is no pointer. */
function stepsOf(pointer: string): string[] | undefined {
  return pointer === "" || pointer.startsWith("/") ? tokensOf(pointer) : undefined;
}

function childOf(node: Node, token: string): Node | undefined {
  if (node.type === "array") return /^(?:0|[1-9]\d*)$/.test(token) ? node.children?.[Number(token)] : undefined;
  // Of a name that comes twice the last one counts, as for JSON.parse.
  return node.children?.findLast((member) => member.children?.[0]?.value === token)?.children?.[1];
}

/** The node with its name, where it has one. */
function whole(node: Node): Node {
  return node.parent?.type === "property" ? node.parent : node;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
