import { type DetailedResult } from "./handler.js";

/** Characters of a message that are sent. */
const maxMessageLength = 2000;

/** Characters of a stack that are sent; the server keeps as many. */
const maxDetailLength = 16_000;

/** Characters of a name that are sent. */
const maxTypeLength = 255;

/** What a dead letter says about its error. */
export interface FailureReport {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly errorDetail: string;
}

/**
 * What there is to say about a failure, cut to size: beginning and end of a stack say most.
 * @param failure as the handler said it
 */
export function reportOf({ result, error }: DetailedResult): FailureReport {
  if (error === undefined) return { errorType: result, errorMessage: "", errorDetail: "" };
  if (!(error instanceof Error))
    return { errorType: "Error", errorMessage: cut(textOf(error), maxMessageLength), errorDetail: "" };
  return {
    errorType: nameOf(error),
    errorMessage: cut(textOf(error.message), maxMessageLength),
    errorDetail: cut(textOf(error.stack ?? ""), maxDetailLength),
  };
}

function nameOf({ name }: { readonly name: unknown }): string {
  const printable = textOf(name ?? "")
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu, " ")
    .slice(0, maxTypeLength);
  return printable.trim() === "" ? "Error" : printable;
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "something that cannot be shown";
  }
}

const gap = "\n…\n";

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor(length / 4);
  return `${text.slice(0, length - end - gap.length)}${gap}${text.slice(-end)}`;
}
