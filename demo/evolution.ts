import { type Services } from "@sluice/client";
import { SchemaFormat, SemverBump, Verdict } from "@sluice/client/gen";
import { count, counted } from "../src/cli/numbers.js";
import { allDeadLetters } from "./dead-letters.js";
import { redriveAll } from "./redrive.js";
import { type EventSchema, stream } from "./schemas.js";
import { type Screen } from "./screen.js";
import { systematic, widen, type Widening } from "./widening.js";

/** Slow enough for the progress to be seen. */
const watchableRedrivesPerSecond = 30;

/** Widens the schema with the most dead letters that this can release, and registers the wider version. */
export async function widenSchema(
  screen: Screen,
  services: Services,
  schemas: readonly EventSchema[],
): Promise<Widening> {
  const { bold, cyan, dim } = screen.look.colors;
  const widening = await widen(services, schemas, await allDeadLetters(services));
  const { subject } = widening.schema;
  screen.print(
    `${bold(subject)} has the most dead letters that lack fields; what ${bold(`${systematic} or more`)} of them lack`,
  );
  screen.print("is no accident. A wider version no longer requires:");
  for (const { list, name, lackedBy } of widening.relaxed) {
    const definition = list.split("/")[2] ?? "";
    screen.print(`  ${cyan(`${definition}.${name}`)} ${dim(`lacked by ${count(lackedBy)}`)}`);
  }
  const candidate = { subject, format: SchemaFormat.JSON_SCHEMA, schema: widening.text };
  const check = await services.registry.checkCompatibility(candidate);
  const verdict = `${Verdict[check.verdict].toLowerCase()}, a ${SemverBump[check.bump].toLowerCase()} change`;
  screen.check(
    check.compatible,
    `checked: ${verdict}, would be ${check.semver} and release ${count(check.releasableDeadLetters)} of ${counted(check.examinedDeadLetters, "open dead letter")}`,
  );
  const { version, releasableDeadLetters } = await services.registry.registerSchema(candidate);
  screen.check(
    releasableDeadLetters === check.releasableDeadLetters,
    `registered: ${subject} ${version?.semver ?? ""}, version ${version?.version ?? 0}, releases ${count(releasableDeadLetters)}`,
  );
  return widening;
}

/**
 * Previews and redrives the dead letters of a subject.
 * @returns how many are in the log now, and whether the preview had said so
 */
export async function redriveSubject(
  screen: Screen,
  services: Services,
  { subject, signal }: { readonly subject: string; readonly signal: AbortSignal },
): Promise<{ readonly redriven: number; readonly asPreviewed: boolean }> {
  const filter = { stream, subject };
  const preview = await services.deadLetters.previewRetry({ filter });
  screen.print(
    `preview: ${count(preview.wouldPass)} of ${count(preview.examined)} would pass, ${count(preview.stillFail)} would fail again`,
  );
  const maxPerSecond = screen.isLive ? watchableRedrivesPerSecond : 0;
  const { redriven, failedAgain } = await redriveAll(screen, services, { subject, maxPerSecond, signal });
  const asPreviewed = Number(redriven) === preview.wouldPass && Number(failedAgain) === preview.stillFail;
  screen.check(asPreviewed, "the redrive did what the preview had said");
  return { redriven: Number(redriven), asPreviewed };
}
