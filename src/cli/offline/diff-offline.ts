import { type ExitCode, exitCodes } from "../exit-codes.js";
import type { Output } from "../output.js";
import { type DiffOptions, showDiff } from "../report/show-diff.js";
import type { Surroundings } from "../surroundings.js";
import { diffFiles } from "./compare-files.js";
import { LocalReferences, readLocalSchema } from "./local-sources.js";

/** What a diff of two files works with. */
interface DiffContext {
  readonly options: DiffOptions;
  readonly output: Output;
  readonly surroundings: Surroundings;
}

/** Says what changed from one file to another. */
export async function diffOffline(
  from: string,
  to: string,
  { options, output, surroundings }: DiffContext,
): Promise<ExitCode> {
  const references = await LocalReferences.read(options.reference, surroundings);
  const earlier = await readLocalSchema(from, options.schemaFormat, references, surroundings);
  const later = await readLocalSchema(to, options.schemaFormat, references, surroundings);
  const found = await diffFiles(earlier, later);
  const view = { title: `${from} → ${to}`, from: earlier.document, to: later.document, changeable: true, ...found };
  await showDiff(view, options, output);
  return exitCodes.ok;
}
