import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type LoggedEvent,
  LoggedEventSchema,
  type SubscribeRequestSchema,
  type TrackConversion,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { counted, parsePosition, parseWhole } from "../numbers.js";
import { writeTo } from "../output.js";
import { payloadLine, renderPayload } from "../payload.js";
import { collect } from "../schema-file.js";
import { usedVersion } from "../schema-version.js";
import { addConnectionOptions, type Session, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { displayWidth, printable, truncate } from "../text-width.js";
import { clockTime } from "../times.js";

interface TailOptions {
  readonly from?: string;
  readonly earliest?: boolean;
  readonly type?: readonly string[];
  readonly group?: string;
  readonly count?: string;
  readonly untilEnd?: boolean;
  readonly full?: boolean;
  readonly track?: string;
}

type Start = NonNullable<MessageInitShape<typeof SubscribeRequestSchema>["start"]>;

function startOf({ from, earliest }: TailOptions): { start?: Start } {
  if (from !== undefined && earliest === true) throw usageError("give --from or --earliest, not both");
  if (from !== undefined) return { start: { case: "position", value: parsePosition("--from", from) } };
  return earliest === true ? { start: { case: "earliest", value: true } } : {};
}

/** What became of the wish for a track; empty without one. */
function renderConversion(conversion: TrackConversion | undefined): string {
  if (conversion === undefined) return "";
  return conversion.converted ? conversion.tracks.join(" → ") : `! ${printable(conversion.reason)}`;
}

/** One event of the log: position, time, type, id and version, and the payload behind it or, with `full`, below it. */
export function renderLogged(logged: LoggedEvent, full: boolean, look: Look): string {
  const { colors } = look;
  const { event } = logged;
  const version = usedVersion(logged.schema);
  const redriven = logged.redrivenFrom === "" ? "" : `redriven from ${printable(logged.redrivenFrom)}`;
  const parts: readonly (readonly [text: string, paint: (text: string) => string])[] = [
    [`#${logged.position}`, colors.dim],
    [clockTime(logged.publishedAt), colors.dim],
    [printable(event?.type ?? ""), colors.bold],
    [printable(event?.id ?? ""), colors.dim],
    [version === "" ? "" : `schema ${version}`, colors.dim],
    [logged.hasWarnings ? "!" : "", colors.yellow],
    [renderConversion(logged.conversion), logged.conversion?.converted === true ? colors.cyan : colors.yellow],
    [redriven, colors.cyan],
  ];
  const shown = parts.filter(([text]) => text !== "");
  const { head, lastWidth } = joined(shown, look.width);
  const data = event?.data ?? new Uint8Array();
  if (full) return `${head}\n${renderPayload(data)}`;
  const payload = printable(payloadLine(data));
  const left = look.width - lastWidth - 2;
  return left < leastPayload
    ? `${head}\n  ${truncate(payload, look.width - 2)}`
    : `${head}  ${truncate(payload, left)}`;
}

/** Fewer cells than these show too little of a payload: it goes on a line of its own. */
const leastPayload = 20;

/** Parts two spaces apart, going on in another line where the terminal is too narrow. */
function joined(
  parts: readonly (readonly [text: string, paint: (text: string) => string])[],
  width: number,
): { readonly head: string; readonly lastWidth: number } {
  let head = "";
  let lastWidth = 0;
  for (const [whole, paint] of parts) {
    const text = truncate(whole, width - 2);
    const next = displayWidth(text);
    const breaks = lastWidth > 0 && lastWidth + 2 + next > width;
    const start = lastWidth === 0 ? "" : breaks ? "\n  " : "  ";
    head += start + paint(text);
    lastWidth = (breaks ? 0 : lastWidth) + (start === "" ? 0 : 2) + next;
  }
  return { head, lastWidth };
}

/** Prints events; answers how many, which is fewer than given only after Ctrl-C. */
async function print(
  events: readonly LoggedEvent[],
  full: boolean,
  { output }: Session,
  interrupted: AbortSignal,
): Promise<number> {
  for (const [index, logged] of events.entries()) {
    if (interrupted.aborted) return index;
    await output.stream(LoggedEventSchema, logged, (look) => renderLogged(logged, full, look));
  }
  return events.length;
}

function requestOf(stream: string, options: TailOptions, limit: number) {
  return {
    stream,
    group: options.group ?? "",
    types: [...(options.type ?? [])],
    untilEnd: options.untilEnd ?? false,
    track: options.track ?? "",
    ...(Number.isFinite(limit) ? { maxBatchEvents: Math.min(limit, 1000) } : {}),
    ...startOf(options),
  };
}

/** Commits how far a consumer group has got, when it has got farther. */
function committer(stream: string, group: string, { services }: Session): (position: bigint) => Promise<void> {
  let committed = -1n;
  return async (position) => {
    if (group === "" || position <= committed) return;
    await services.gateway.commitPosition({ stream, group, position });
    committed = position;
  };
}

/** To standard error, so that the output stays what it is. */
async function sayMissed(missed: bigint, nextPosition: bigint, { surroundings }: Session): Promise<void> {
  const text = `${counted(missed, "event")} before #${nextPosition} were deleted before they were read\n`;
  await writeTo(surroundings.stderr, `! ${text}`);
}

/** Prints events until enough were printed, the log ends or Ctrl-C; with a group, commits what was printed. */
async function follow(stream: string, options: TailOptions, session: Session): Promise<void> {
  const interrupted = session.surroundings.interruption();
  const ended = new AbortController();
  let left =
    options.count === undefined
      ? Number.POSITIVE_INFINITY
      : parseWhole("--count", options.count, 1, Number.MAX_SAFE_INTEGER);
  const request = requestOf(stream, options, left);
  const commit = committer(stream, request.group, session);
  try {
    const signal = AbortSignal.any([interrupted, ended.signal]);
    for await (const { events, nextPosition, missedEvents } of session.services.gateway.subscribe(request, {
      signal,
    })) {
      if (missedEvents > 0n) await sayMissed(missedEvents, nextPosition, session);
      const printed = await print(events.slice(0, left), options.full ?? false, session, interrupted);
      left -= printed;
      // Skipped types are behind us as well, unless the batch was cut short.
      await commit(events[printed]?.position ?? nextPosition);
      if (left === 0 || interrupted.aborted) return;
    }
  } catch (caught) {
    if (!interrupted.aborted) throw caught;
  } finally {
    ended.abort();
  }
}

/** `sluice tail`: prints the events of a stream as they are published. */
export function addTail(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("tail <stream>")
    .description("print the events of a stream as they are published, until Ctrl-C; in JSON one document a line")
    .option("--from <position>", "begin at this position")
    .option("--earliest", "begin with the first event that is kept")
    .option("--type <type>", "only this event type; may be repeated", collect)
    .option("--group <group>", "begin where this consumer group got to, and commit what was printed")
    .option("-n, --count <count>", "end after this many events")
    .option("--until-end", "end at the end of the log instead of waiting for more")
    .option("--track <track>", "events as of this track, such as v2; ! marks those that could not be converted")
    .option("--full", "payloads in full, indented, below each event");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "tail orders",
      "tail orders --earliest --type order.created -n 10 --full",
      "tail orders --group audit --until-end --output json >> audit.jsonl",
    ],
    notes: ["Without --from, --earliest and --group it begins with the next event to be published."],
  });
  command.action((stream: string, options: TailOptions) =>
    withSession(command, surroundings, async (session) => {
      await follow(stream, options, session);
      return exitCodes.ok;
    }),
  );
}
