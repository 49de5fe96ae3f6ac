import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Surroundings } from "./surroundings.js";
import { failure } from "./cli-error.js";
import { utf8 } from "./payload.js";

/** Reads a file, or standard input when the name is `-`. */
export async function readInput(file: string, { stdin }: Pick<Surroundings, "stdin">): Promise<Uint8Array> {
  if (file === "-") return await buffer(stdin);
  try {
    return await readFile(file);
  } catch (caught) {
    // Node does not say which file it was where that is a directory.
    throw caught instanceof Error && !("path" in caught) ? Object.assign(caught, { path: file }) : caught;
  }
}

/** The same as text; fails when it is not UTF-8. */
export async function readInputText(file: string, surroundings: Pick<Surroundings, "stdin">): Promise<string> {
  const text = utf8(await readInput(file, surroundings));
  if (text === undefined) throw failure(`${file}: is not UTF-8 text`);
  return text;
}
