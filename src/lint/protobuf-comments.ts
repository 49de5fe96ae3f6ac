import type { TextPosition } from "../core/finding.js";

/** A comment of a .proto text. */
export interface ProtobufComment {
  readonly text: string;
  readonly start: TextPosition;
  /** Line of its last character. */
  readonly endLine: number;
  /** Whether code stands before it on its first line. */
  readonly trailing: boolean;
}

const lexical = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\n|[^\s]/g;

/** The comments of a text that tokenizes, in order. */
export function commentsOf(text: string): readonly ProtobufComment[] {
  const comments: ProtobufComment[] = [];
  let line = 1;
  let lineStart = 0;
  let codeOnLine = 0;
  for (const { 0: piece, index } of text.matchAll(lexical)) {
    if (piece === "\n") {
      line += 1;
      lineStart = index + 1;
      continue;
    }
    if (!piece.startsWith("//") && !piece.startsWith("/*")) {
      codeOnLine = line;
      continue;
    }
    const start = { line, column: index - lineStart + 1 };
    const trailing = codeOnLine === line;
    for (let at = piece.indexOf("\n"); at !== -1; at = piece.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = index + at + 1;
    }
    comments.push({ text: proseOf(piece), start, endLine: line, trailing });
  }
  return comments;
}

function proseOf(comment: string): string {
  const body = comment.startsWith("//") ? comment.slice(2) : comment.slice(2, -2);
  return body
    .split("\n")
    .map((line) => line.replace(/^\s*[*/]*\s?/, "").trimEnd())
    .join("\n")
    .trim();
}

/** Finds the comments that belong to declarations: directly above them, or behind them on their line. */
export class CommentIndex {
  readonly #above = new Map<number, ProtobufComment>();
  readonly #behind = new Map<number, ProtobufComment>();
  readonly #documentation = new Map<number, string>();

  constructor(comments: readonly ProtobufComment[]) {
    for (const comment of comments) {
      if (comment.trailing) this.#behind.set(comment.start.line, comment);
      else this.#above.set(comment.endLine, comment);
    }
  }

  /** The documentation of what is declared on `line`; empty for none. */
  documentationOf(line: number): string {
    // Of all that is declared on one line it is the same, and there may be thousands of both.
    const known = this.#documentation.get(line) ?? this.#joined(line);
    this.#documentation.set(line, known);
    return known;
  }

  #joined(line: number): string {
    const texts: string[] = [];
    for (let at = this.#above.get(line - 1); at !== undefined; at = this.#above.get(at.start.line - 1)) {
      texts.push(at.text);
    }
    return [...texts.reverse(), this.#behind.get(line)?.text ?? ""].join("\n").trim();
  }
}
