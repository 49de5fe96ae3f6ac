import type { CareChange, DeadLetterStore, LetterNote, Reveal } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

interface NoteColumns {
  number: number;
  at: number;
  author: string;
  text: string;
}

/** Prepares the writing of a note; runs in a transaction. */
export function noteWriter({ writer }: SqliteDatabase): (id: string, note: LetterNote) => void {
  const insert = writer.prepare("INSERT INTO dead_letter_notes (id, number, at, author, text) VALUES (?, ?, ?, ?, ?)");
  return (id, { number, at, author, text }) => void insert.run(id, number, at.getTime(), author, text);
}

/** Prepares what people say about letters: notes, who cares for them, until when they rest, what must be kept. */
export function letterCare(
  database: SqliteDatabase,
): Pick<DeadLetterStore, "notes" | "care" | "recordReveal" | "reveals"> {
  const { reader, writer } = database;
  const notes = reader.prepare<[string], NoteColumns>(
    "SELECT number, at, author, text FROM dead_letter_notes WHERE id = ? ORDER BY number",
  );
  const nextNumber = writer
    .prepare<[string], number>("SELECT coalesce(max(number), 0) + 1 FROM dead_letter_notes WHERE id = ?")
    .pluck();
  const insertNote = noteWriter(database);
  const applies = careStatements(database);
  const reveal = writer.prepare(
    "INSERT INTO payload_reveals (letter_id, stream, at, actor, reason) VALUES (?, ?, ?, ?, ?)",
  );
  const columns = "sequence, letter_id AS letterId, stream, at, actor, reason";
  const reveals = reader.prepare<[number, number], Omit<Reveal, "at"> & { at: number }>(
    `SELECT ${columns} FROM payload_reveals WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`,
  );
  const revealsOf = reader.prepare<[string, number, number], Omit<Reveal, "at"> & { at: number }>(
    `SELECT ${columns} FROM payload_reveals WHERE letter_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
  );

  return {
    notes: (id) => database.read(() => notes.all(id).map((note) => ({ ...note, at: new Date(note.at) }))),
    care: ({ ids, change, note, author, at }) =>
      database.write(() => {
        let changed = 0;
        for (const id of ids) {
          if (!applies(id, change)) continue;
          if (note !== "") insertNote(id, { number: nextNumber.get(id) ?? 1, at, author, text: note });
          changed += 1;
        }
        return changed;
      }),
    recordReveal: ({ letterId, stream, at, actor, reason }) =>
      database.write(() => void reveal.run(letterId, stream, at.getTime(), actor, reason)),
    reveals: (letterId, before, limit) =>
      database.read(() =>
        (letterId === "" ? reveals.all(before, limit) : revealsOf.all(letterId, before, limit)).map((row) => ({
          ...row,
          at: new Date(row.at),
        })),
      ),
  };
}

/** Prepares the changes; each answers whether the letter is there and was changed. */
function careStatements({ writer }: SqliteDatabase): (id: string, change: CareChange) => boolean {
  const update = (assignment: string, condition: string) =>
    writer.prepare(`UPDATE dead_letters SET ${assignment} revision = revision + 1 WHERE id = ? AND ${condition}`);
  const touch = update("", "true");
  const assign = update("assignee = ?,", "assignee IS NOT ?");
  // Only what waits for somebody can rest.
  const snooze = update("snoozed_until = ?,", "status = 'open' AND snoozed_until IS NOT ?");
  const hold = update("held = ?,", "held <> ?");
  return (id, change) => {
    switch (change.kind) {
      case "annotate":
        return touch.run(id).changes === 1;
      case "assign":
        return assign.run(change.assignee || null, id, change.assignee || null).changes === 1;
      case "snooze":
        return snooze.run(toMs(change.until), id, toMs(change.until)).changes === 1;
      case "hold":
        return hold.run(Number(change.held), id, Number(change.held)).changes === 1;
    }
  };
}
