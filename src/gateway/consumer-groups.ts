import { invalidArgument, SluiceError } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import { checkName } from "../core/subject.js";
import { createTurns } from "../core/turns.js";
import type {
  ConsumerGroupConfig,
  ConsumerGroupRow,
  LeasingGroup,
  ConsumerStore,
  LogStore,
  StreamStore,
} from "../store/store.js";

/** A consumer group, and where its stream ends. */
export interface ConsumerGroupView extends ConsumerGroupRow {
  readonly endPosition: number;
}

/** Where a new group begins; undefined: where it committed a position, or with the first event that is kept. */
export type GroupStart = number | "earliest" | "latest" | undefined;

/** What consumer groups need. */
export interface ConsumerGroupDeps {
  readonly consumers: ConsumerStore;
  readonly log: LogStore;
  readonly streams: Pick<StreamStore, "groupPosition">;
}

/** Creates, shows and forgets consumer groups. */
export interface ConsumerGroups {
  /** Creates a group or changes the fields given. */
  set(change: GroupChange, start: GroupStart): Promise<ConsumerGroupView>;
  /** @throws SluiceError CONSUMER_GROUP_NOT_FOUND */
  get(stream: string, group: string): Promise<ConsumerGroupView>;
  list(stream: string, page: PageRequest): Promise<Page<ConsumerGroupView>>;
  /** Answers whether there was one. */
  remove(stream: string, group: string): Promise<boolean>;
}

/** A group and what of it changes. */
export type GroupChange = Pick<ConsumerGroupConfig, "stream" | "group"> & Partial<ConsumerGroupConfig>;

const defaults = { types: [], leaseMs: 30_000, maxInFlight: 1000, order: "none" } as const;

/** Bounds of a lease. */
const leaseBounds = { least: 100, most: 12 * 3_600_000 };

const maxTypes = 1000;

/** Keeps consumer groups in the store. */
export function createConsumerGroups(deps: ConsumerGroupDeps): ConsumerGroups {
  const turns = createTurns();
  const view = async (row: ConsumerGroupRow): Promise<ConsumerGroupView> => ({
    ...row,
    endPosition: (await deps.log.head(row.stream)).nextPosition,
  });
  return {
    set: async (change, start) =>
      await turns.take(`${change.stream} ${change.group}`, async () => {
        checkName("group.stream", change.stream);
        checkName("group.group", change.group);
        const known = await deps.consumers.group(change.stream, change.group);
        const config = { ...defaults, ...known, ...change };
        checkConfig(config);
        await deps.consumers.putGroup(config, known?.position ?? (await startOf(deps, config, start)));
        return await view(await findGroup(deps.consumers, change.stream, change.group));
      }),
    get: async (stream, group) => await view(await findGroup(deps.consumers, stream, group)),
    async list(stream, page) {
      const limit = pageSize(page, 100, 1000);
      const token = decodePageToken("consumer-groups", page);
      const after = token === "" ? { stream: "", group: "" } : (JSON.parse(token) as { stream: string; group: string });
      const rows = await deps.consumers.groups(stream, after, limit + 1);
      const cut = cutPage("consumer-groups", rows, limit, (row) =>
        JSON.stringify({ stream: row.stream, group: row.group }),
      );
      return { ...cut, items: await Promise.all(cut.items.map(view)) };
    },
    remove: async (stream, group) =>
      await deps.consumers.removeGroup(checkName("stream", stream), checkName("group", group)),
  };
}

function checkConfig({ leaseMs, maxInFlight, types }: ConsumerGroupConfig): void {
  checkLease("group.lease", leaseMs);
  if (!(maxInFlight >= 1 && maxInFlight <= 10_000))
    throw invalidArgument("group.max_in_flight", `is ${maxInFlight}; it must be between 1 and 10000`);
  if (types.length > maxTypes)
    throw invalidArgument("group.types", `has ${types.length} types; at most ${maxTypes} are allowed`);
  for (const [index, type] of types.entries()) checkName(`group.types[${index}]`, type);
}

/** @throws SluiceError INVALID_ARGUMENT when nobody may hold a delivery for so long, or so short */
export function checkLease(field: string, ms: number): void {
  if (ms >= leaseBounds.least && ms <= leaseBounds.most) return;
  throw invalidArgument(field, `is ${ms} ms; it must be between ${leaseBounds.least} ms and 12 hours`);
}

async function startOf(deps: ConsumerGroupDeps, config: ConsumerGroupConfig, start: GroupStart): Promise<number> {
  const { stream, group } = config;
  const first = await deps.log.firstPosition(stream);
  const { nextPosition } = await deps.log.head(stream);
  if (start === "earliest") return first;
  if (start === "latest") return nextPosition;
  const wanted = start ?? (await deps.streams.groupPosition(stream, group)) ?? first;
  if (wanted > nextPosition) throw invalidArgument("position", `is ${wanted}; the stream ends at ${nextPosition}`);
  return Math.max(first, wanted);
}

/** @throws SluiceError CONSUMER_GROUP_NOT_FOUND */
async function findGroup(
  consumers: Pick<ConsumerStore, "group">,
  stream: string,
  group: string,
): Promise<ConsumerGroupRow> {
  return await found(stream, group, () => consumers.group(stream, group));
}

/**
 * The same as leasing needs it, which costs little however much the group has in hand.
 * @throws SluiceError CONSUMER_GROUP_NOT_FOUND
 */
export async function findLeasingGroup(
  consumers: Pick<ConsumerStore, "leasingGroup">,
  stream: string,
  group: string,
): Promise<LeasingGroup> {
  return await found(stream, group, () => consumers.leasingGroup(stream, group));
}

async function found<Row>(stream: string, group: string, find: () => Promise<Row | undefined>): Promise<Row> {
  checkName("stream", stream);
  checkName("group", group);
  const row = await find();
  if (row !== undefined) return row;
  throw noGroup(stream, group);
}

/** That there is no such group, and what to do. */
export function noGroup(stream: string, group: string): SluiceError {
  const problem = `Stream '${stream}' has no consumer group '${group}'; create it with SetConsumerGroup.`;
  return new SluiceError("CONSUMER_GROUP_NOT_FOUND", problem, { metadata: { stream, group } });
}
