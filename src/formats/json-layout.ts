import type { Node } from "jsonc-parser";

/** Longest object that is written on one line where a text does such things. */
const longestOnOneLine = 80;

/** How a JSON text is laid out, and how to write more in the same manner. */
export class JsonLayout {
  /** Whether members stand on lines of their own at all. */
  readonly hasLines: boolean;
  readonly lineBreak: string;
  /** What separates neighbours on one line. */
  readonly comma: string;
  readonly #text: string;
  readonly #unit: string;
  readonly #colon: string;
  /** What stands inside the braces of an object on one line; undefined where the text has no such objects. */
  readonly #padding: string | undefined;

  constructor(text: string, root: Node | undefined) {
    this.#text = text;
    this.#unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
    const containers = root === undefined ? [] : containersOf(root).filter(({ children = [] }) => children.length > 0);
    const onOneLine = containers.filter((node) => !text.slice(node.offset, endOf(node)).includes("\n"));
    this.hasLines = containers.length > onOneLine.length || (containers.length === 0 && text.includes("\n"));
    this.lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
    this.#colon = colonOf(text, containers) ?? ": ";
    this.comma = commaOf(text, onOneLine) ?? (this.#colon === ":" ? "," : ", ");
    const small = onOneLine.find(({ type }) => type === "object");
    this.#padding = small && text.slice(small.offset + 1, small.children?.[0]?.offset);
  }

  /** The white space that begins the line an offset is on. */
  indentAt(offset: number): string {
    const start = this.#text.lastIndexOf("\n", offset - 1) + 1;
    return /^[ \t]*/.exec(this.#text.slice(start, offset))?.[0] ?? "";
  }

  /** One level further in. */
  deeper(indent: string): string {
    return indent + this.#unit;
  }

  /** A member of an object, written after `indent`. */
  member(name: string, value: unknown, indent: string): string {
    return JSON.stringify(name) + this.#colon + this.render(value, indent);
  }

  /** A value, written after `indent`. */
  render(value: unknown, indent: string): string {
    if (Array.isArray(value)) return this.#list(value as readonly unknown[], indent);
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const members = Object.entries(value);
    if (members.length === 0) return "{}";
    if (!this.hasLines || this.#padding !== undefined) {
      const padding = this.#padding ?? "";
      const line = members.map(([name, inner]) => this.member(name, inner, indent)).join(this.comma);
      const text = `{${padding}${line}${padding}}`;
      if (!this.hasLines || (text.length <= longestOnOneLine && !text.includes("\n"))) return text;
    }
    const inside = this.deeper(indent);
    return this.#onLines(
      ["{", "}"],
      members.map(([name, inner]) => this.member(name, inner, inside)),
      indent,
    );
  }

  #list(items: readonly unknown[], indent: string): string {
    if (!this.hasLines || items.every((item) => typeof item !== "object" || item === null)) {
      return `[${items.map((item) => this.render(item, indent)).join(this.comma)}]`;
    }
    const inside = this.deeper(indent);
    return this.#onLines(
      ["[", "]"],
      items.map((item) => this.render(item, inside)),
      indent,
    );
  }

  #onLines([open, close]: readonly [string, string], parts: readonly string[], indent: string): string {
    const start = this.lineBreak + this.deeper(indent);
    return `${open}${start}${parts.join(`,${start}`)}${this.lineBreak}${indent}${close}`;
  }
}

function containersOf(root: Node): Node[] {
  const found: Node[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "object" || node.type === "array") found.push(node);
    open.push(...(node.children ?? []).toReversed());
  }
  return found;
}

/** What stands between a name and its value. */
function colonOf(text: string, containers: readonly Node[]): string | undefined {
  const [name, value] = containers.find(({ type }) => type === "object")?.children?.[0]?.children ?? [];
  if (name === undefined || value === undefined) return undefined;
  const between = text.slice(endOf(name), value.offset);
  const lineEnd = between.indexOf("\n");
  return lineEnd === -1 ? between : `${between.slice(0, lineEnd).trimEnd()} ${between.slice(lineEnd).trimStart()}`;
}

/** What stands between two neighbours on one line. */
function commaOf(text: string, onOneLine: readonly Node[]): string | undefined {
  const [one, other] = onOneLine.find(({ children = [] }) => children.length > 1)?.children ?? [];
  return one === undefined || other === undefined ? undefined : text.slice(endOf(one), other.offset);
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}
