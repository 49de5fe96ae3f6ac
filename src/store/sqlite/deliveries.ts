import type { ConsumerStore, LeasedRow, LeaseRequest, LeaseResult } from "../store.js";
import type { SqliteDatabase } from "./open.js";

interface DeliveryColumns {
  position: number;
  ordering_key: string;
  delivery_count: number;
  dead_letter_id: string;
}

/** That no earlier event of the same key is unsettled. */
const itsTurn = `(ordering_key = '' OR NOT EXISTS (
  SELECT 1 FROM group_deliveries AS earlier
  WHERE earlier.stream = d.stream AND earlier.group_name = d.group_name
    AND earlier.ordering_key = d.ordering_key AND earlier.ordering_key <> '' AND earlier.position < d.position))`;

/** Prepares leasing: one transaction, so that no event ever belongs to two members. */
export function deliveryLeaser(database: SqliteDatabase): Pick<ConsumerStore, "lease" | "leased"> {
  const { writer, reader } = database;
  const find = writer.prepare<[string, string], { position: number; max_in_flight: number }>(
    "SELECT position, max_in_flight FROM lease_groups WHERE stream = ? AND name = ?",
  );
  // No further than asked for: what is handed over does not ask for room, so that there may be very many.
  const countUpTo = writer
    .prepare<[string, string, number], number>(
      "SELECT count(*) FROM (SELECT 1 FROM group_deliveries WHERE stream = ? AND group_name = ? LIMIT ?)",
    )
    .pluck();
  const due = writer.prepare<[string, string, number, number], DeliveryColumns>(`
    SELECT position, ordering_key, delivery_count, dead_letter_id FROM group_deliveries AS d
    WHERE stream = ? AND group_name = ? AND due_at <= ? AND ${itsTurn} ORDER BY due_at, position LIMIT ?`);
  const take = writer.prepare(`
    UPDATE group_deliveries SET lease_id = ?, member = ?, due_at = ?, delivery_count = delivery_count + 1
    WHERE stream = ? AND group_name = ? AND position = ?`);
  const remove = writer.prepare("DELETE FROM group_deliveries WHERE stream = ? AND group_name = ? AND position = ?");
  const add = writer.prepare(`
    INSERT INTO group_deliveries
      (stream, group_name, position, ordering_key, lease_id, member, delivery_count, due_at, dead_letter_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')`);
  const keyIsTaken = writer
    .prepare<[string, string, string], number>(
      "SELECT 1 FROM group_deliveries WHERE stream = ? AND group_name = ? AND ordering_key = ? AND ordering_key <> '' LIMIT 1",
    )
    .pluck();
  const advance = writer.prepare(
    "UPDATE lease_groups SET position = ?, missed = missed + ? WHERE stream = ? AND name = ?",
  );
  const isOpen = writer
    .prepare<[string], number>("SELECT 1 FROM dead_letters WHERE id = ? AND status = 'open'")
    .pluck();
  const findLeased = reader.prepare<[string, string, number, string], DeliveryColumns>(`
    SELECT position, ordering_key, delivery_count, dead_letter_id FROM group_deliveries
    WHERE stream = ? AND group_name = ? AND position = ? AND lease_id = ?`);

  function leaseDue(request: LeaseRequest): LeasedRow[] {
    const { stream, group, member, leaseId, now, until, limit } = request;
    const leased: LeasedRow[] = [];
    for (const row of due.all(stream, group, now.getTime(), limit)) {
      if (row.dead_letter_id !== "" && isOpen.get(row.dead_letter_id) === undefined) {
        // Somebody closed the letter by hand: there is nothing to retry any more.
        remove.run(stream, group, row.position);
        continue;
      }
      take.run(leaseId, member, until.getTime(), stream, group, row.position);
      leased.push(toLeased(row, leaseId, row.delivery_count + 1));
    }
    return leased;
  }

  /** Looks at new events until there is no room, or no more of them; answers how far it has got. */
  function leaseFresh(request: LeaseRequest, room: number, wanted: number, leased: LeasedRow[]): number {
    const { stream, group, member, leaseId, until, now, fresh } = request;
    const none = leased.length;
    let rows = 0;
    for (const { position, key } of fresh.candidates) {
      if (rows >= room || leased.length - none >= wanted) return position;
      rows += 1;
      if (key !== "" && keyIsTaken.get(stream, group, key) !== undefined) {
        add.run(stream, group, position, key, "", "", 0, now.getTime());
        continue;
      }
      add.run(stream, group, position, key, leaseId, member, 1, until.getTime());
      leased.push({ position, leaseId, deliveryCount: 1, deadLetterId: "" });
    }
    return fresh.to;
  }

  function lease(request: LeaseRequest): LeaseResult {
    const { stream, group, limit, fresh } = request;
    const found = find.get(stream, group);
    if (found === undefined) return { outcome: "no-group" };
    if (found.position !== fresh.from) return { outcome: "conflict" };
    const deliveries = leaseDue(request);
    const room = found.max_in_flight - (countUpTo.get(stream, group, found.max_in_flight) ?? 0);
    const position = leaseFresh(request, room, limit - deliveries.length, deliveries);
    if (position !== fresh.from) advance.run(position, fresh.missed, stream, group);
    return { outcome: "leased", deliveries };
  }

  return {
    lease: (request) => database.write(() => lease(request)),
    leased: (stream, group, position, leaseId) =>
      database.read(() => {
        const row = findLeased.get(stream, group, position, leaseId);
        return row && toLeased(row, leaseId, row.delivery_count);
      }),
  };
}

function toLeased(row: DeliveryColumns, leaseId: string, deliveryCount: number): LeasedRow {
  return { position: row.position, leaseId, deliveryCount, deadLetterId: row.dead_letter_id };
}
