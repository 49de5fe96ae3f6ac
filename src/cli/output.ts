import { type DescMessage, type MessageShape, toJson } from "@bufbuild/protobuf";
import { type Look, lookOf } from "./look.js";
import type { Sink, Surroundings } from "./surroundings.js";

/** How results are written. */
export type OutputFormat = "text" | "json";

/** Where results go: text for people, or protobuf JSON for programs. */
export interface Output {
  readonly format: OutputFormat;
  /** How to draw on standard output. */
  readonly look: Look;
  /**
   * Shows one response: `render` makes the text, without the last line feed; in JSON the message is printed instead,
   * fields with default values included, indented. Commands call it once, so that JSON output is one document.
   */
  readonly show: <Desc extends DescMessage>(
    schema: Desc,
    message: MessageShape<Desc>,
    render: (look: Look) => string,
  ) => Promise<void>;
  /** The same for commands that go on: in JSON one document per line. Fails when nobody reads any more. */
  readonly stream: Output["show"];
  /** Writes text to standard output as it is, whatever the format. */
  readonly raw: (text: string | Uint8Array) => Promise<void>;
}

/**
 * Writes, and waits until the reader, who may be slower than we are, has caught up.
 * @throws {Error} for which `isReaderGone` holds when nobody reads any more
 */
export async function writeTo(sink: Sink, text: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    sink.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Whether writing failed because whoever read our output has gone, as in `sluice tail … | head`. */
export function isReaderGone(caught: unknown): boolean {
  return caught instanceof Error && "code" in caught && /^(EPIPE|ERR_STREAM_DESTROYED)$/u.test(String(caught.code));
}

/** The same for a result that is told by the exit code as well: that nobody reads it to its end does not change it. */
export async function writeResult(sink: Sink, text: string | Uint8Array): Promise<void> {
  try {
    await writeTo(sink, text);
  } catch (caught) {
    if (!isReaderGone(caught)) throw caught;
  }
}

/** A message in protobuf JSON. Fields without presence are always there, so that scripts may read `.valid` or `.total`. */
export function messageToJson<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  indent?: number,
): string {
  return safeJson(JSON.stringify(toJson(schema, message, { alwaysEmitImplicit: true }), undefined, indent));
}

/**
 * JSON text in which control and direction characters that JSON leaves alone are escapes, so that it can be shown on a
 * terminal; it means the same.
 */
export function safeJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Results on standard output, in the format asked for. */
export function createOutput(
  format: OutputFormat,
  surroundings: Pick<Surroundings, "environment" | "now" | "stdout">,
): Output {
  const sink = surroundings.stdout;
  const print =
    (write: typeof writeTo, indent?: number): Output["show"] =>
    (schema, message, render) =>
      write(
        sink,
        `${format === "json" ? messageToJson(schema, message, indent) : render(lookOf(sink, surroundings))}\n`,
      );
  return {
    format,
    look: lookOf(sink, surroundings),
    show: print(writeResult, 2),
    stream: print(writeTo),
    raw: (text) => writeResult(sink, text),
  };
}
