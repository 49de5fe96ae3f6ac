import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  type ConsumerGroup,
  ConsumerGroupSchema,
  DeleteConsumerGroupResponseSchema,
  DeliveryOrderSchema,
  ListConsumerGroupsResponseSchema,
  type SetConsumerGroupRequestSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { confirm, requireConsent } from "../confirm.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { count, parsePosition, parseWhole } from "../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../pages.js";
import { collect } from "../schema-file.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderFields, renderTable } from "../table.js";
import { printable } from "../text-width.js";
import { formatSpan, parseDuration } from "../times.js";
import { parseWord, word } from "../words.js";
import { addLease, addSettle } from "./deliveries.js";

interface SetOptions {
  readonly type?: readonly string[];
  readonly lease?: string;
  readonly maxInFlight?: string;
  readonly order?: string;
  readonly from?: string;
  readonly latest?: boolean;
}

function lagOf({ endPosition, settledPosition }: ConsumerGroup): bigint {
  return endPosition - settledPosition;
}

/** A consumer group, how it works and how far it has got. */
function renderGroup(group: ConsumerGroup, look: Look): string {
  const { lease } = group;
  return renderFields(
    [
      ["stream", group.stream],
      ["group", group.group],
      ["types", group.types.length === 0 ? "all" : group.types.join(", ")],
      ["lease", lease === undefined ? "" : formatSpan(durationMs(lease))],
      ["most in flight", count(group.maxInFlight)],
      ["order", word(DeliveryOrderSchema, group.order)],
      ["settled up to", count(group.settledPosition)],
      ["lag", count(lagOf(group))],
      ["leased", count(group.leased)],
      ["waiting", count(group.waiting)],
      ["missed", group.missedEvents === 0n ? "" : { text: count(group.missedEvents), paint: look.colors.red }],
    ],
    look,
  );
}

function renderGroups(groups: readonly ConsumerGroup[], look: Look): string {
  if (groups.length === 0) return "no consumer groups";
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [
    { title: "stream", flexible: true },
    { title: "group", flexible: true },
  ];
  const rows = groups.map((group) => [
    group.stream,
    group.group,
    count(lagOf(group)),
    count(group.leased),
    count(group.waiting),
  ]);
  return renderTable([...columns, right("lag"), right("leased"), right("waiting")], rows, look);
}

function requestOf(
  stream: string,
  group: string,
  options: SetOptions,
): MessageInitShape<typeof SetConsumerGroupRequestSchema> {
  const { type = [], lease, maxInFlight, order, from, latest } = options;
  if (from !== undefined && latest === true) throw usageError("give --from or --latest, not both");
  return {
    group: {
      stream,
      group,
      types: [...type],
      ...(lease !== undefined && { lease: parseDuration("--lease", lease) }),
      ...(maxInFlight !== undefined && { maxInFlight: parseWhole("--max-in-flight", maxInFlight, 1) }),
      ...(order !== undefined && { order: parseWord("--order", DeliveryOrderSchema, order) }),
    },
    ...(from !== undefined && { start: { case: "position", value: parsePosition("--from", from) } as const }),
    ...(latest === true && { start: { case: "latest", value: true } as const }),
  };
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = addPageOptions(
    parent.command("list [stream]", { isDefault: true }).description("list consumer groups and their lag"),
  );
  addConnectionOptions(command);
  addHelp(command, { examples: ["consumers list", "consumers list orders --output json"] });
  command.action((stream: string | undefined, options: PageOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const pages = await readPages(options, (page) =>
        services.consumers.listConsumerGroups({ ...page, stream: stream ?? "" }),
      );
      const response = create(ListConsumerGroupsResponseSchema, {
        groups: pages.flatMap(({ groups }) => groups),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListConsumerGroupsResponseSchema,
        response,
        (look) => renderGroups(response.groups, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}

function addShow(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("show <stream> <group>")
    .description("show how a consumer group works and how far it is");
  addConnectionOptions(command);
  addHelp(command, { examples: ["consumers show orders billing"] });
  command.action((stream: string, group: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const answer = await services.consumers.getConsumerGroup({ stream, group });
      const shown = answer.group ?? create(ConsumerGroupSchema);
      await output.show(ConsumerGroupSchema, shown, (look) => renderGroup(shown, look));
      return exitCodes.ok;
    }),
  );
}

function addSet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("set <stream> <group>")
    .description("create a consumer group, or change how it works")
    .option("--type <type>", "only this event type; may be repeated; without it all", collect)
    .option("--lease <duration>", "how long a delivery belongs to a member, such as 30s")
    .option("--max-in-flight <count>", "most deliveries that are not settled")
    .option("--order <order>", "none or per-key")
    .option("--from <position>", "where a new group begins; without it at the first event that is kept")
    .option("--latest", "a new group begins with the next event");
  addConnectionOptions(command);
  addHelp(command, { examples: ["consumers set orders billing --lease 1m --order per-key"] });
  command.action((stream: string, group: string, options: SetOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const answer = await services.consumers.setConsumerGroup(requestOf(stream, group, options));
      const shown = answer.group ?? create(ConsumerGroupSchema);
      await output.show(ConsumerGroupSchema, shown, (look) => renderGroup(shown, look));
      return exitCodes.ok;
    }),
  );
}

function addDelete(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("delete <stream> <group>")
    .description("forget a consumer group and how far it is; its dead letters stay")
    .option("--yes", "do not ask");
  addConnectionOptions(command);
  addHelp(command, { examples: ["consumers delete orders billing --yes"] });
  command.action((stream: string, group: string, { yes = false }: { readonly yes?: boolean }) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const target = `consumer group ${printable(group)} of ${printable(stream)}`;
      if (!yes) {
        requireConsent("delete", false, surroundings);
        if (!(await confirm(`Delete ${target}? How far it is will be lost.`, surroundings))) return exitCodes.failure;
      }
      const response = await services.consumers.deleteConsumerGroup({ stream, group });
      await output.show(DeleteConsumerGroupResponseSchema, response, (look) =>
        response.deleted ? `${look.colors.green("✓")} deleted ${target}` : `there is no ${target}`,
      );
      return exitCodes.ok;
    }),
  );
}

/** `sluice consumers …`: groups whose members share the work of a stream. */
export function addConsumers(program: Command, surroundings: Surroundings): void {
  const parent = program.command("consumers").description("consumer groups: how they work, and how far they are");
  addList(parent, surroundings);
  addShow(parent, surroundings);
  addSet(parent, surroundings);
  addDelete(parent, surroundings);
  addLease(parent, surroundings);
  addSettle(parent, surroundings);
}
