import type { TextEdit, TextPosition } from "../../core/finding.js";
import type { DeclarationSpans, TextSpan } from "./declaration-spans.js";
import type { LoadedSchema } from "./load-schema.js";

/**
 * Says how to change the text of a schema, keeping its layout: indentation, line ends, declarations on one line. Everything is
 * said by the descriptors of the schema; what stands in another file, or was never a text, cannot be changed.
 */
export class SchemaEditor {
  private readonly lines: readonly string[];
  private readonly eol: string;
  private readonly unit: string;
  private readonly indents = new Map<TextSpan, string>();

  constructor(readonly schema: LoadedSchema) {
    const text = schema.text ?? "";
    this.lines = text.split("\n");
    this.eol = text.includes("\r\n") ? "\r\n" : "\n";
    this.unit = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  }

  /** Where a declaration stands; undefined for what this text does not declare. */
  spansOf(node: object): DeclarationSpans | undefined {
    return this.schema.text === undefined ? undefined : this.schema.spans.get(node);
  }

  replace(span: TextSpan, newText: string): TextEdit {
    return { start: span.start, end: span.end, newText };
  }

  textOf({ start, end }: TextSpan): string {
    if (start.line === end.line) return this.line(start.line).slice(start.column - 1, end.column - 1);
    const between = this.lines.slice(start.line, end.line - 1);
    const [first, last] = [this.line(start.line).slice(start.column - 1), this.line(end.line).slice(0, end.column - 1)];
    return [first, ...between, last].join("\n");
  }

  /** Adds a member as the last one of a message, enum, oneof or service. */
  append(owner: object, member: readonly string[]): TextEdit | undefined {
    const body = this.spansOf(owner)?.body;
    if (body === undefined) return undefined;
    const close: TextPosition = { line: body.end.line, column: body.end.column - 1 };
    const before = this.line(close.line).slice(0, close.column - 1);
    if (before.trim() === "" && close.line > body.start.line) {
      const newText = this.indented(member, this.memberIndent(body, before));
      const start = { line: close.line, column: 1 };
      return { start, end: start, newText };
    }
    const gap = /\s$/.test(before) ? "" : " ";
    return { start: close, end: close, newText: `${gap}${member.join(" ")} ` };
  }

  /** Adds a declaration right before another one. */
  insertBefore(node: object, member: readonly string[]): TextEdit | undefined {
    const spans = this.spansOf(node);
    if (spans === undefined) return undefined;
    const start = this.commentedStart(spans.whole.start);
    const before = this.line(start.line).slice(0, start.column - 1);
    if (before.trim() !== "") return { start, end: start, newText: `${member.join(" ")} ` };
    const at = { line: start.line, column: 1 };
    return { start: at, end: at, newText: this.indented(member, before) };
  }

  /** Adds a declaration at the end of the text. */
  appendToFile(declaration: readonly string[]): TextEdit {
    const last = this.lines.length;
    const at = { line: last, column: this.line(last).length + 1 };
    const gap = this.line(last).trim() === "" ? "" : this.eol;
    return { start: at, end: at, newText: `${gap}${this.eol}${this.indented(declaration, "")}` };
  }

  /** Takes a declaration away, with its line or lines when nothing else is on them and the comment right above. */
  remove(node: object): TextEdit | undefined {
    const spans = this.spansOf(node);
    if (spans === undefined) return undefined;
    const { start, end } = this.blockOf(spans.whole);
    return { start, end, newText: "" };
  }

  /** A declaration with the comments that belong to it, as lines without their common indentation. */
  block(node: object): string[] | undefined {
    const spans = this.spansOf(node);
    if (spans === undefined) return undefined;
    const { start, end } = this.blockOf(spans.whole);
    const lines = this.textOf({ start, end }).replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const indent = /^\s*/.exec(lines[0] ?? "")?.[0] ?? "";
    return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  }

  /** Sets an option in the brackets of a field or enum value; undefined takes it away. */
  setOption(node: object, name: string, value: string | undefined): TextEdit | undefined {
    const spans = this.spansOf(node);
    if (spans?.number === undefined) return undefined;
    const settings = spans.settings ?? [];
    const index = settings.findIndex((setting) => setting.name === name);
    const known = settings[index];
    if (value === undefined) return known && this.removeSetting(spans, index);
    const text = `${name} = ${value}`;
    if (known !== undefined) return this.replace(known.span, text);
    const last = settings.at(-1);
    if (last !== undefined) return { start: last.span.end, end: last.span.end, newText: `, ${text}` };
    return { start: spans.number.end, end: spans.number.end, newText: ` [${text}]` };
  }

  private removeSetting(spans: DeclarationSpans, index: number): TextEdit | undefined {
    const settings = spans.settings ?? [];
    const [before, known, after] = [settings[index - 1], settings[index], settings[index + 1]];
    if (known === undefined || spans.number === undefined || spans.brackets === undefined) return undefined;
    if (before !== undefined) return { start: before.span.end, end: known.span.end, newText: "" };
    if (after !== undefined) return { start: known.span.start, end: after.span.start, newText: "" };
    return { start: spans.number.end, end: spans.brackets.end, newText: "" };
  }

  private line(number: number): string {
    return this.lines[number - 1] ?? "";
  }

  /** Whole lines when the declaration is alone on them, else itself and one space before it. */
  private blockOf(whole: TextSpan): TextSpan {
    const start = this.commentedStart(whole.start);
    const before = this.line(start.line).slice(0, start.column - 1);
    const after = this.line(whole.end.line).slice(whole.end.column - 1);
    const alone = before.trim() === "" && /^\s*(?:\/\/.*)?$/.test(after) && whole.end.line < this.lines.length;
    if (alone) return { start: { line: start.line, column: 1 }, end: { line: whole.end.line + 1, column: 1 } };
    const space = before.endsWith(" ") ? 1 : 0;
    return { start: { line: whole.start.line, column: whole.start.column - space }, end: whole.end };
  }

  /** The start of the line comments right above a declaration that begins its line, or of the declaration. */
  private commentedStart(start: TextPosition): TextPosition {
    const alone =
      this.line(start.line)
        .slice(0, start.column - 1)
        .trim() === "";
    let first = start.line;
    while (alone && first > 1 && /^\s*\/\//.test(this.line(first - 1))) first--;
    if (first === start.line) return start;
    return { line: first, column: (/^\s*/.exec(this.line(first))?.[0].length ?? 0) + 1 };
  }

  /** How members of a body are indented: as its first one on a line of its own, else one step deeper than the body. */
  private memberIndent(body: TextSpan, outer: string): string {
    const known = this.indents.get(body);
    if (known !== undefined) return known;
    const indent = this.findIndent(body) ?? `${outer}${this.unit}`;
    this.indents.set(body, indent);
    return indent;
  }

  private findIndent(body: TextSpan): string | undefined {
    for (let line = body.start.line + 1; line < body.end.line; line++) {
      const found = /^(\s*)[A-Za-z.]/.exec(this.line(line));
      if (found !== null) return found[1] ?? "";
    }
    return undefined;
  }

  private indented(lines: readonly string[], indent: string): string {
    const stepped = lines.map((line) => line.replace(/^(?: {2})+/, (steps) => this.unit.repeat(steps.length / 2)));
    return stepped.map((line) => `${line === "" ? "" : indent}${line}${this.eol}`).join("");
  }
}
