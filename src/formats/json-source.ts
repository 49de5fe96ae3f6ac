import { type FormattingOptions, findNodeAtLocation, modify, type Node, parseTree } from "jsonc-parser";
import type { TextEdit, TextPosition } from "../core/finding.js";

/** Finds places in a JSON text and says how to change what stands there. Made for one text; keeps its tree. */
export class JsonSource {
  readonly #text: string;
  #tree: Node | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Where the member or item that a JSON Pointer (RFC 6901) names begins, its name included; undefined when it leads
   * nowhere. The text must have been read as JSON before, with its nesting bounded.
   */
  positionOf(pointer: string): TextPosition | undefined {
    const path = this.#pathOf(pointer);
    const node = path && this.#nodeAt(path);
    if (node === undefined) return undefined;
    return this.#positionAt(node.parent?.type === "property" ? node.parent.offset : node.offset);
  }

  /** The edits that put `value` where the pointer leads (or take away what is there: undefined), in the text's own layout. */
  replace(pointer: string, value: unknown): readonly TextEdit[] {
    const path = this.#pathOf(pointer);
    if (path === undefined) return [];
    const edits = modify(this.#text, path, value, { formattingOptions: this.#layout() });
    return edits.map(({ offset, length, content }) => ({
      start: this.#positionAt(offset),
      end: this.#positionAt(offset + length),
      newText: content,
    }));
  }

  #root(): Node | undefined {
    this.#tree ??= parseTree(this.#text);
    return this.#tree;
  }

  #nodeAt(path: readonly (string | number)[]): Node | undefined {
    const root = this.#root();
    return root && findNodeAtLocation(root, [...path]);
  }

  /** Pointers do not tell indexes from names that are digits; the text does. */
  #pathOf(pointer: string): (string | number)[] | undefined {
    if (pointer === "") return [];
    if (!pointer.startsWith("/")) return undefined;
    let node = this.#root();
    const path: (string | number)[] = [];
    for (const raw of pointer.slice(1).split("/")) {
      const token = raw.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = node?.type === "array" && /^\d+$/.test(token) ? Number(token) : token;
      path.push(step);
      node = node && findNodeAtLocation(node, [step]);
    }
    return path;
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

  /** Indented as the text is; a text on one line stays on one line. */
  #layout(): FormattingOptions {
    const indent = /\n([ \t]+)\S/.exec(this.#text)?.[1] ?? "";
    if (indent === "") return { insertSpaces: true, tabSize: 0, eol: "" };
    const eol = this.#text.includes("\r\n") ? "\r\n" : "\n";
    return indent.startsWith("\t")
      ? { insertSpaces: false, tabSize: 1, eol }
      : { insertSpaces: true, tabSize: indent.length, eol };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
