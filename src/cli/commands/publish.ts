import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { PublishableEvent, Publisher } from "@sluice/client";
import { type Command, Option } from "commander";
import { failure, usageError } from "../cli-error.js";
import { MalformedEvent, parseCloudEvent } from "../cloud-event.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { type InputLine, readLines } from "../input-lines.js";
import { parseWhole } from "../numbers.js";
import { utf8 } from "../payload.js";
import { createProgress } from "../progress.js";
import { PublishTally } from "../publish-tally.js";
import { collect } from "../schema-file.js";
import { addConnectionOptions, type Session, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";

interface PublishOptions {
  readonly type?: string;
  readonly source?: string;
  readonly producerId?: string;
  readonly batch?: string;
  readonly reject?: boolean;
  readonly strict?: boolean;
  readonly framing?: "plain" | "confluent";
  readonly prefer?: readonly string[];
}

/** One `sluice publish` while it runs. */
interface Run {
  readonly options: PublishOptions;
  readonly publisher: Publisher;
  readonly tally: PublishTally;
  readonly interrupted: AbortSignal;
  /** Why publishing ended for good; undefined while it goes on. */
  readonly fatal: { error: Error | undefined };
}

/** Reasons that concern one event; after any other nothing more can be published. */
const reasonsOfOneEvent: ReadonlySet<string> = new Set(["INVALID_EVENT", "LIMIT_EXCEEDED"]);

/** `source` of bare payloads when --source says nothing. */
const payloadSource = "/cli";

type LineEvent = PublishableEvent & { readonly id: string };

/** Turns a line into an event: a CloudEvent, or with --type the payload of one. */
function eventOf(bytes: Uint8Array, { type, source }: PublishOptions): LineEvent {
  if (type !== undefined) return { id: randomUUID(), type, source: source ?? payloadSource, data: bytes };
  const json = utf8(bytes);
  if (json === undefined) throw new MalformedEvent("not UTF-8");
  const {
    id,
    source: emitter,
    subject,
    time,
    datacontenttype,
    dataschema,
    extensions,
    data,
    ...event
  } = parseCloudEvent(json);
  return {
    id,
    source: emitter,
    type: event.type,
    subject,
    datacontenttype,
    dataschema,
    extensions,
    data,
    ...(time === undefined ? {} : { time: timestampDate(time) }),
  };
}

/** Publishes one event; its outcome is counted when it comes. */
function publishOne(line: number, event: LineEvent, { publisher, tally, fatal }: Run): void {
  tally.sent += 1;
  publisher.publish(event).then(
    (outcome) => {
      tally.add(line, outcome);
    },
    (error: unknown) => {
      const reason = error instanceof Error && "reason" in error ? String(error.reason) : "";
      const caught = error instanceof Error ? error : new Error(String(error));
      tally.addUnsent(line, event.id, caught.message);
      if (!reasonsOfOneEvent.has(reason)) fatal.error ??= caught;
    },
  );
}

function takeLine({ number, bytes }: InputLine, run: Run): void {
  try {
    publishOne(number, eventOf(bytes, run.options), run);
  } catch (caught) {
    if (!(caught instanceof MalformedEvent)) throw caught;
    if (run.options.strict === true) throw failure(`line ${number}: ${caught.message}`);
    run.tally.addMalformed(number, caught.message);
  }
}

async function pump(file: string, run: Run, surroundings: Surroundings): Promise<void> {
  const progress = createProgress(surroundings);
  const input = file === "-" ? surroundings.stdin : createReadStream(file);
  // Reading may wait for ever on a pipe; only closing it ends that.
  const stop = (): void => {
    if ("destroy" in input && typeof input.destroy === "function") input.destroy();
  };
  if (run.interrupted.aborted) stop();
  run.interrupted.addEventListener("abort", stop, { once: true });
  try {
    for await (const line of readLines(input)) {
      takeLine(line, run);
      progress.update(() => run.tally.progressLine());
      await run.publisher.ready();
      if (run.interrupted.aborted || run.fatal.error !== undefined) break;
    }
  } catch (caught) {
    // Closing the input under a read is reported as an error.
    if (!run.interrupted.aborted) throw caught;
  } finally {
    run.interrupted.removeEventListener("abort", stop);
    progress.clear();
  }
}

async function openPublisher(stream: string, options: PublishOptions, session: Session): Promise<Publisher> {
  const { services } = session;
  // The publisher would go on trying for as long as the server is away; a first call says at once that it is.
  await services.gateway.getStreamConfig({ stream });
  const { createPublisher } = await import("@sluice/client");
  return createPublisher({
    stream,
    services,
    producerId: options.producerId,
    invalidAction: options.reject === true ? "reject" : undefined,
    framing: options.framing,
    schemaPreferences: options.prefer,
    maxBatchEvents: options.batch === undefined ? undefined : parseWhole("--batch", options.batch, 1),
  });
}

async function show(stream: string, tally: PublishTally, { output }: Session): Promise<void> {
  const text =
    output.format === "json"
      ? JSON.stringify({ stream, ...tally.toObject() }, undefined, 2)
      : tally.render(stream, output.look);
  await output.raw(`${text}\n`);
}

/** Publishes a file or standard input line by line, then says what became of the events. */
async function publish(stream: string, file: string, options: PublishOptions, session: Session): Promise<ExitCode> {
  const { surroundings } = session;
  const publisher = await openPublisher(stream, options, session);
  const interrupted = surroundings.interruption();
  const run: Run = { options, publisher, tally: new PublishTally(), interrupted, fatal: { error: undefined } };
  let failed: Error | undefined;
  try {
    await pump(file, run, surroundings);
  } catch (caught) {
    failed = caught instanceof Error ? caught : new Error(String(caught));
  }
  if (interrupted.aborted)
    surroundings.stderr.write("interrupted; waiting for what was sent (Ctrl-C again gives up)\n");
  await publisher.close(interrupted.aborted ? undefined : drainTimeoutMs);
  await show(stream, run.tally, session);
  failed ??= run.fatal.error;
  if (failed !== undefined) throw failed;
  return run.tally.exitCode();
}

/** How long the end waits for outcomes while the server is away: long enough for a restart. */
const drainTimeoutMs = 120_000;

/** `sluice publish`: publishes events from a file or standard input. */
export function addPublish(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("publish <stream> [file]")
    .description("publish events, one a line, from a file or standard input")
    .option("--type <type>", "lines are payloads of this event type, not CloudEvents")
    .option("--source <source>", `with --type: who emits them; else ${payloadSource}`)
    .option("--producer-id <id>", "stable name of the producer")
    .option("--batch <count>", "most events in one message")
    .option("--reject", "reject invalid events instead of parking them")
    .option("--prefer <version>", "schema to check by: track, semver, range or number; repeat in order", collect)
    .option("--strict", "stop at the first line that is not an event")
    .addOption(new Option("--framing <framing>", "how payloads are framed").choices(["plain", "confluent"]));
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["publish orders events.jsonl", "publish orders --type order.created --source /shop < payloads.jsonl"],
    exitCodes: [exitCodes.notPublished],
    notes: [
      "Lines are CloudEvents in JSON: specversion, id, source, type, data or data_base64, extensions. Events of equal\n" +
        "source and id are duplicates, so publishing a file again is safe for as long as the stream remembers them.\n" +
        "With --type each line is one payload and gets a new id. Ctrl-C stops reading, waits for what was sent, and says\n" +
        "what became of it. Ends with 3 when some were parked, rejected or malformed, with 1 when some failed.",
    ],
  });
  command.action((stream: string, file: string | undefined, options: PublishOptions) =>
    withSession(command, surroundings, async (session) => {
      if (options.source !== undefined && options.type === undefined) {
        throw usageError("--source: goes with --type; CloudEvents have a source of their own");
      }
      if (file === undefined && surroundings.stdin.isTTY === true) {
        surroundings.stderr.write("reading events from the terminal, one a line; end with Ctrl-D\n");
      }
      return publish(stream, file ?? "-", options, session);
    }),
  );
}
