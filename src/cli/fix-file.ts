import { readFile, writeFile } from "node:fs/promises";
import { failure, usageError } from "./cli-error.js";
import { confirm } from "./confirm.js";
import { utf8 } from "./payload.js";
import type { Surroundings } from "./surroundings.js";
import { printable } from "./text-width.js";

/** The options of every command that can mend what it finds. */
export interface FixOptions {
  readonly fix?: boolean;
  readonly yes?: boolean;
}

/** Refuses to mend what is no file. */
export function requireFile(file: string): void {
  if (file === "-") throw usageError("--fix: standard input cannot be changed; give a file");
}

/** Asks, unless that was answered beforehand, and writes; answers whether it was written. */
export async function rewriteFile(
  file: string,
  { before, after }: { readonly before: string; readonly after: string },
  { yes }: FixOptions,
  surroundings: Pick<Surroundings, "stdin" | "stderr">,
): Promise<boolean> {
  if (yes !== true && !(await confirm(`change ${printable(file)}?`, surroundings))) return false;
  // Somebody may have saved it while the question was open.
  if (utf8(await readFile(file)) !== before) throw failure(`${file}: was changed meanwhile; run the command again`);
  await writeFile(file, after);
  return true;
}
