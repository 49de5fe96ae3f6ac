import Database from "better-sqlite3";
import { SluiceError } from "../../core/errors.js";

/** What a primary result code of SQLite means for somebody who waits for an answer. */
interface Unavailability {
  readonly message: string;
  /** Absent where trying again does not help until a person has done something. */
  readonly retryAfterMs?: number;
}

/** Primary result codes (https://sqlite.org/rescode.html) that say something about the data or the disk, not about us. */
const unavailabilities: Readonly<Record<string, Unavailability>> = {
  // Another process held the write lock for longer than busy_timeout.
  SQLITE_BUSY: { message: "The database is busy with another process.", retryAfterMs: 250 },
  SQLITE_LOCKED: { message: "The database is busy with another connection.", retryAfterMs: 250 },
  // Also a quota or max_page_count. Space can come back by itself, so callers may try again, but not eagerly.
  SQLITE_FULL: { message: "The disk that holds the database is full; free some space.", retryAfterMs: 5_000 },
  SQLITE_NOMEM: { message: "There is not enough memory for the database.", retryAfterMs: 1_000 },
  SQLITE_IOERR: { message: "The disk that holds the database fails to read or write.", retryAfterMs: 5_000 },
  SQLITE_READONLY: { message: "The database is read-only; check the permissions of the file and its directory." },
  SQLITE_PERM: { message: "The database may not be accessed; check the permissions of the file and its directory." },
  SQLITE_CANTOPEN: { message: "The database cannot be opened; check that its directory exists and is writable." },
  SQLITE_CORRUPT: { message: "The database is damaged; restore it from a backup." },
  SQLITE_NOTADB: { message: "The file is not a SQLite database; point Sluice at another directory." },
};

/** `SQLITE_IOERR_FSYNC` -> `SQLITE_IOERR`. */
const primaryCode = /^SQLITE_[A-Z]+/;

/**
 * The one place where errors of the driver become errors of Sluice: what the disk or another process caused becomes
 * STORE_UNAVAILABLE, with `retryAfterMs` where trying again may help; anything else is a defect and becomes INTERNAL.
 * The original stays as cause.
 */
export function storeError(caught: unknown): SluiceError {
  if (!(caught instanceof Database.SqliteError)) return SluiceError.from(caught);
  const unavailability = unavailabilities[primaryCode.exec(caught.code)?.[0] ?? ""];
  if (unavailability === undefined) return SluiceError.from(caught);
  return new SluiceError("STORE_UNAVAILABLE", `${unavailability.message} (${caught.code})`, {
    cause: caught,
    ...(unavailability.retryAfterMs !== undefined && { retryAfterMs: unavailability.retryAfterMs }),
  });
}

/** The error of every verb of a store that was closed. */
export function storeClosed(): SluiceError {
  return new SluiceError("STORE_UNAVAILABLE", "The store is closed.");
}
