import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type Delivery,
  LeaseEventsResponseSchema,
  SettleDeliveriesResponseSchema,
  SettlementOutcome,
  SettlementOutcomeSchema,
  type SettlementSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { count, parseWhole } from "../numbers.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";
import { parseDuration, relativeTime } from "../times.js";
import { word } from "../words.js";

interface LeaseOptions {
  readonly count?: string;
  readonly wait?: string;
  readonly lease?: string;
  readonly member?: string;
}

interface SettleOptions {
  readonly ack?: boolean;
  readonly release?: boolean;
  readonly extend?: boolean;
  readonly delay?: string;
  readonly lease?: string;
}

type Action = NonNullable<MessageInitShape<typeof SettlementSchema>["action"]>;

function renderDeliveries(deliveries: readonly Delivery[], look: Look): string {
  if (deliveries.length === 0) return "nothing to deliver";
  return renderTable(
    [
      { title: "position", align: "right" },
      { title: "type", flexible: true },
      { title: "event", flexible: true },
      { title: "times", align: "right", optional: 1 },
      { title: "until" },
      { title: "dead letter", below: 2, label: "dead letter" },
      { title: "delivery", flexible: true, below: 1 },
    ],
    deliveries.map(({ id, event, deliveryCount, leaseExpiresAt, deadLetterId }) => [
      count(event?.position ?? 0n),
      event?.event?.type ?? "",
      event?.event?.id ?? "",
      count(deliveryCount),
      relativeTime(leaseExpiresAt, look.now),
      deadLetterId,
      id,
    ]),
    look,
  );
}

/** `sluice consumers lease`: takes events as a member of a group would. */
export function addLease(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("lease <stream> <group>")
    .description("take events as a member of the group; they are nobody else's until the lease is over")
    .option("-n, --count <count>", "at most this many; default 100")
    .option("--wait <duration>", "wait so long for something to deliver: 10s")
    .option("--lease <duration>", "how long they belong to this member; default that of the group")
    .option("--member <name>", "name of the member, for people");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["consumers lease orders billing -n 1", "consumers lease orders billing --wait 10s --output json"],
    notes: ["Payloads are in the JSON. Settle what was leased with: sluice consumers settle"],
  });
  command.action((stream: string, group: string, options: LeaseOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { count: most, wait, lease, member = "" } = options;
      const response = await services.consumers.leaseEvents({
        ...{ stream, group, member },
        ...(most !== undefined && { maxEvents: parseWhole("--count", most, 1) }),
        ...(wait !== undefined && { wait: parseDuration("--wait", wait) }),
        ...(lease !== undefined && { lease: parseDuration("--lease", lease) }),
      });
      await output.show(LeaseEventsResponseSchema, response, (look) => renderDeliveries(response.deliveries, look));
      return exitCodes.ok;
    }),
  );
}

function actionOf({ ack, release, extend, delay, lease }: SettleOptions): Action {
  if ([ack, release, extend].filter((way) => way === true).length !== 1) {
    throw usageError("what is to become of them? give one of --ack, --release and --extend");
  }
  if (delay !== undefined && release !== true) throw usageError("--delay: goes with --release");
  if (lease !== undefined && extend !== true) throw usageError("--lease: goes with --extend");
  if (ack === true) return { case: "ack", value: {} };
  if (release === true) {
    return { case: "release", value: delay === undefined ? {} : { delay: parseDuration("--delay", delay) } };
  }
  return { case: "extend", value: lease === undefined ? {} : { lease: parseDuration("--lease", lease) } };
}

/** `sluice consumers settle`: says what became of leased events. */
export function addSettle(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("settle <stream> <group> <delivery...>")
    .description("say what became of deliveries: processed, to be delivered again, or kept longer")
    .option("--ack", "they are processed")
    .option("--release", "deliver them again, to whichever member")
    .option("--delay <duration>", "with --release: not before so much time")
    .option("--extend", "keep them longer")
    .option("--lease <duration>", "with --extend: so long from now; default the time of the group");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "consumers settle orders billing 01JG3C0V5QY6H8T2K4M7N9P1RS --ack",
      "consumers settle orders billing 01JG3C0V5QY6H8T2K4M7N9P1RS --release --delay 5m",
    ],
    notes: [
      "Ends with 1 when one of them was lost: its lease had expired. What cannot be processed: sluice dlq report",
    ],
  });
  command.action((stream: string, group: string, ids: readonly string[], options: SettleOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const action = actionOf(options);
      const settlements = ids.map((deliveryId) => ({ deliveryId, action }));
      const response = await services.consumers.settleDeliveries({ stream, group, settlements });
      await output.show(SettleDeliveriesResponseSchema, response, (look) =>
        renderTable(
          [{ title: "delivery", flexible: true }, { title: "outcome" }],
          ids.map((id, index) => [
            id,
            word(SettlementOutcomeSchema, response.outcomes[index] ?? SettlementOutcome.UNSPECIFIED),
          ]),
          look,
        ),
      );
      return response.outcomes.includes(SettlementOutcome.LOST) ? exitCodes.failure : exitCodes.ok;
    }),
  );
}
