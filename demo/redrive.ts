import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { type Services } from "@sluice/client";
import { type Redrive, RedriveStatus } from "@sluice/client/gen";
import { count } from "../src/cli/numbers.js";
import { bar } from "../src/cli/progress.js";
import { stream } from "./schemas.js";
import { type Screen } from "./screen.js";

/** What to redrive, and how fast. */
export interface RedriveOptions {
  readonly subject: string;
  /** 0 for as fast as the log takes them. */
  readonly maxPerSecond: number;
  readonly signal: AbortSignal;
}

function progressLine({ total, redriven, failedAgain, skipped }: Redrive): string {
  const done = Number(redriven + failedAgain + skipped);
  return `${bar(done, Number(total))}  ${count(redriven)} of ${count(total)} published, ${count(failedAgain)} failed again`;
}

/**
 * Redrives every open dead letter of a subject and shows how it goes on.
 * @throws Error when the redrive does not get through all of them
 */
export async function redriveAll(screen: Screen, services: Services, options: RedriveOptions): Promise<Redrive> {
  const { subject, maxPerSecond, signal } = options;
  const filter = { stream, subject };
  const { plan } = await services.deadLetters.previewRetry({ filter });
  let { redrive } = await services.deadLetters.retryDeadLetters({
    filter,
    plan,
    maxPerSecond,
    actor: "demo",
    reason: "the schema was widened",
    wait: durationFromMs(1),
  });
  if (redrive === undefined) throw new Error("The server did not say which redrive it began.");
  let latest = redrive;
  const line = screen.live(() => progressLine(latest));
  for await (const message of services.deadLetters.watchRedrive({ id: latest.id }, { signal })) {
    redrive = message.redrive;
    if (redrive !== undefined) latest = redrive;
    line.update();
  }
  line.end();
  if (latest.status !== RedriveStatus.DONE) throw new Error(`The redrive ended as ${RedriveStatus[latest.status]}.`);
  return latest;
}
