import type { ConsumerGroupConfig, ConsumerGroupRow, ConsumerStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";

interface ConfigColumns {
  stream: string;
  name: string;
  position: number;
  types: string;
  lease_ms: number;
  max_in_flight: number;
  delivery_order: ConsumerGroupConfig["order"];
  missed: number;
}

interface GroupColumns extends ConfigColumns {
  leased: number;
  waiting: number;
  settled_position: number | null;
}

const groupSelect = `
  SELECT *,
    (SELECT count(*) FROM group_deliveries AS d
      WHERE d.stream = g.stream AND d.group_name = g.name AND lease_id <> '') AS leased,
    (SELECT count(*) FROM group_deliveries AS d
      WHERE d.stream = g.stream AND d.group_name = g.name AND lease_id = '') AS waiting,
    (SELECT min(d.position) FROM group_deliveries AS d
      WHERE d.stream = g.stream AND d.group_name = g.name) AS settled_position
  FROM lease_groups AS g`;

type GroupPart = Pick<ConsumerStore, "group" | "leasingGroup" | "groups" | "putGroup" | "removeGroup" | "nextDue">;

/** Consumer groups as such. */
export function groupKeeper(database: SqliteDatabase): GroupPart {
  const { reader, writer } = database;
  const find = reader.prepare<[string, string], GroupColumns>(`${groupSelect} WHERE stream = ? AND name = ?`);
  const findAlone = reader.prepare<[string, string], ConfigColumns>(
    "SELECT * FROM lease_groups WHERE stream = ? AND name = ?",
  );
  // No further than asked for: what is handed over does not ask for room, so that there may be very many.
  const countUpTo = reader
    .prepare<[string, string, number], number>(
      "SELECT count(*) FROM (SELECT 1 FROM group_deliveries WHERE stream = ? AND group_name = ? LIMIT ?)",
    )
    .pluck();
  const list = reader.prepare<[string, string, number], GroupColumns>(
    `${groupSelect} WHERE (stream, name) > (?, ?) ORDER BY stream, name LIMIT ?`,
  );
  const listOf = reader.prepare<[string, string, number], GroupColumns>(
    `${groupSelect} WHERE stream = ? AND name > ? ORDER BY name LIMIT ?`,
  );
  const put = writer.prepare(`
    INSERT INTO lease_groups (stream, name, position, types, lease_ms, max_in_flight, delivery_order, missed)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT DO UPDATE SET types = excluded.types, lease_ms = excluded.lease_ms,
      max_in_flight = excluded.max_in_flight, delivery_order = excluded.delivery_order`);
  const remove = writer.prepare<[string, string]>("DELETE FROM lease_groups WHERE stream = ? AND name = ?");
  const due = reader
    .prepare<[string, string], number | null>(
      "SELECT min(due_at) FROM group_deliveries WHERE stream = ? AND group_name = ?",
    )
    .pluck();
  return {
    group: (stream, group) =>
      database.read(() => {
        const row = find.get(stream, group);
        return row && toGroup(row);
      }),
    leasingGroup: (stream, group) =>
      database.readTogether(() => {
        const row = findAlone.get(stream, group);
        if (row === undefined) return undefined;
        const inHand = countUpTo.get(stream, group, row.max_in_flight) ?? 0;
        return { ...toConfig(row), position: row.position, room: row.max_in_flight - inHand };
      }),
    groups: (stream, after, limit) =>
      database.read(() =>
        (stream === "" ? list.all(after.stream, after.group, limit) : listOf.all(stream, after.group, limit)).map(
          toGroup,
        ),
      ),
    putGroup: ({ stream, group, types, leaseMs, maxInFlight, order }, position) =>
      database.write(() => {
        put.run(stream, group, position, JSON.stringify(types), leaseMs, maxInFlight, order);
      }),
    removeGroup: (stream, group) => database.write(() => remove.run(stream, group).changes > 0),
    nextDue: (stream, group) =>
      database.read(() => {
        const at = due.get(stream, group) ?? undefined;
        return at === undefined ? undefined : new Date(at);
      }),
  };
}

function toConfig(row: ConfigColumns): ConsumerGroupConfig {
  return {
    stream: row.stream,
    group: row.name,
    // Only this store writes the JSON columns.
    types: JSON.parse(row.types) as string[],
    leaseMs: row.lease_ms,
    maxInFlight: row.max_in_flight,
    order: row.delivery_order,
  };
}

function toGroup(row: GroupColumns): ConsumerGroupRow {
  return {
    ...toConfig(row),
    position: row.position,
    settledPosition: Math.min(row.settled_position ?? row.position, row.position),
    leased: row.leased,
    waiting: row.waiting,
    missed: row.missed,
  };
}
