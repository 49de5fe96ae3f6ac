import type { TextPosition } from "../../core/finding.js";

/** From the first character of something to the one after its last. */
export interface TextSpan {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Where the parts of a declaration stand in its text. */
export interface DeclarationSpans {
  /** All of it, with its closing `;` or `}`, without the comments around it. */
  readonly whole: TextSpan;
  readonly name: TextSpan;
  /** Label and type of a field; what stands from `(` to the last `)` of a method. */
  readonly head?: TextSpan;
  /** The number of a field or of an enum value, its sign included. */
  readonly number?: TextSpan;
  /** The options `[ … ]` of a field or of an enum value, with the brackets. */
  readonly brackets?: TextSpan;
  /** `{ … }` with the braces. */
  readonly body?: TextSpan;
  /** The assignments between the brackets, in their order. */
  readonly settings?: readonly OptionSpan[];
}

/** One `name = value` between brackets. */
interface OptionSpan {
  /** The name as written, extensions in parentheses. */
  readonly name: string;
  readonly span: TextSpan;
}
