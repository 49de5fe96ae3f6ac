import type { FailureType } from "../../core/violation.js";
import type { DeadLetterRow, DeadLetterStore, KeyLine } from "../store.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import type { SqliteDatabase } from "./open.js";

/** Keeps the lines of keys right, within the transactions that park, close and open letters. */
export interface LineKeeper {
  /** A letter was parked: it is the first of its line, or the last. */
  readonly join: (letter: Pick<DeadLetterRow, "id" | "stream" | "orderingKey" | "failureType">) => void;
  /** A letter was closed: it is the turn of the next, if it was the first. */
  readonly leave: (stream: string, key: string, id: string) => void;
  /** A letter failed: if it is the first, the line waits. */
  readonly halt: (stream: string, key: string, id: string) => void;
  /** A letter is open again: it has its place back, or none. */
  readonly rejoin: (stream: string, key: string, id: string) => void;
}

interface LineColumns {
  first_id: string;
  letters: number;
}

/** What waits for another when it is parked was not found invalid: alone in its line, it need not wait for anybody. */
const waiting: FailureType = "key-blocked";

/** Prepares the keeping of lines. */
export function lineKeeper({ writer }: SqliteDatabase): LineKeeper {
  const find = writer.prepare<[string, string], LineColumns>(
    "SELECT first_id, letters FROM key_lines WHERE stream = ? AND ordering_key = ?",
  );
  const begin = writer.prepare<[string, string, string, number]>(
    "INSERT INTO key_lines (stream, ordering_key, first_id, letters, releasing) VALUES (?, ?, ?, 1, ?)",
  );
  const end = writer.prepare<[string, string]>("DELETE FROM key_lines WHERE stream = ? AND ordering_key = ?");
  const countKeys = writer.prepare<[number, string]>(
    "UPDATE streams SET blocked_keys = blocked_keys + ? WHERE stream = ?",
  );
  const addLetters = writer.prepare<[number, string, string]>(
    "UPDATE key_lines SET letters = letters + ? WHERE stream = ? AND ordering_key = ?",
  );
  const advance = writer.prepare<[string | undefined, string, string]>(
    "UPDATE key_lines SET first_id = ?, letters = letters - 1, releasing = 1 WHERE stream = ? AND ordering_key = ?",
  );
  const stop = writer.prepare<[string, string, string]>(
    "UPDATE key_lines SET releasing = 0 WHERE stream = ? AND ordering_key = ? AND first_id = ?",
  );
  const firstOpen = writer
    .prepare<[string, string], string>(`
      SELECT id FROM dead_letters WHERE stream = ? AND ordering_key = ? AND status = 'open' ORDER BY letter LIMIT 1`)
    .pluck();
  const isBehind = writer
    .prepare<[string, string], number>(`
      SELECT 1 FROM dead_letters WHERE id = ? AND letter > (SELECT letter FROM dead_letters WHERE id = ?)`)
    .pluck();
  const losePlace = writer.prepare<[string]>("UPDATE dead_letters SET ordering_key = NULL WHERE id = ?");

  return {
    join({ id, stream, orderingKey, failureType }) {
      if (find.get(stream, orderingKey) !== undefined) {
        addLetters.run(1, stream, orderingKey);
        return;
      }
      begin.run(stream, orderingKey, id, Number(failureType === waiting));
      countKeys.run(1, stream);
    },
    leave(stream, key, id) {
      const line = find.get(stream, key);
      if (line === undefined) return;
      if (line.letters === 1) {
        end.run(stream, key);
        countKeys.run(-1, stream);
      } else if (line.first_id === id) advance.run(firstOpen.get(stream, key), stream, key);
      else addLetters.run(-1, stream, key);
    },
    halt: (stream, key, id) => void stop.run(stream, key, id),
    rejoin(stream, key, id) {
      const line = find.get(stream, key);
      if (line !== undefined && isBehind.get(id, line.first_id) === 1) addLetters.run(1, stream, key);
      else losePlace.run(id);
    },
  };
}

/** Prepares the reading of lines. */
export function lineReader(
  database: SqliteDatabase,
): Pick<DeadLetterStore, "blockedKeys" | "linesToRelease" | "line" | "beforeInLine"> {
  const { reader } = database;
  const hasLines = reader.prepare<[string], number>("SELECT blocked_keys FROM streams WHERE stream = ?").pluck();
  const firstOf = reader
    .prepare<[string, string], string>("SELECT first_id FROM key_lines WHERE stream = ? AND ordering_key = ?")
    .pluck();
  const releasing = reader.prepare<[string, string, number], KeyLine>(`
    SELECT stream, ordering_key AS orderingKey FROM key_lines
    WHERE releasing = 1 AND (stream, ordering_key) > (?, ?) ORDER BY stream, ordering_key LIMIT ?`);
  const letters = reader
    .prepare<[string, string, number], LetterValues>(`
      ${letterSelect()} WHERE stream = ? AND ordering_key = ? AND status = 'open' ORDER BY letter LIMIT ?`)
    .raw();
  const toLetter = letterReader(reader);
  const before = reader
    .prepare<[string, string, string], string>(`
      SELECT id FROM dead_letters WHERE stream = ? AND ordering_key = ? AND status = 'open'
        AND letter < (SELECT letter FROM dead_letters WHERE id = ?) ORDER BY letter DESC LIMIT 1`)
    .pluck();

  function firstLetters({ stream, orderingKey }: KeyLine, limit: number, maxBytes: number): readonly DeadLetterRow[] {
    const rows: DeadLetterRow[] = [];
    let bytes = 0;
    for (const values of letters.iterate(stream, orderingKey, limit)) {
      const letter = toLetter(values);
      bytes += letter.event.data.length;
      if (rows.length > 0 && bytes > maxBytes) break;
      rows.push(letter);
    }
    return rows;
  }

  return {
    blockedKeys: (stream, keys) =>
      database.readTogether(() => {
        const blocked = new Map<string, string>();
        if ((hasLines.get(stream) ?? 0) === 0) return blocked;
        for (const key of keys) {
          const first = firstOf.get(stream, key);
          if (first !== undefined) blocked.set(key, first);
        }
        return blocked;
      }),
    linesToRelease: (after, limit) =>
      database.read(() => releasing.all(after?.stream ?? "", after?.orderingKey ?? "", limit)),
    line: (line, { limit, maxBytes }) => database.readTogether(() => firstLetters(line, limit, maxBytes)),
    beforeInLine: ({ id, stream, orderingKey }) => database.read(() => before.get(stream, orderingKey, id)),
  };
}
