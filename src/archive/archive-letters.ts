import { SluiceError } from "../core/errors.js";
import type { ArchivedMark, ArchiveStore, DeadLetterRow, DeadLetterStatus, DeadLetterStore } from "../store/store.js";
import { type Readable, writeDocument } from "./document.js";
import { objectKey } from "./object-key.js";
import type { ObjectStore } from "./object-store.js";
import { type Patience, tryAgain } from "./try-again.js";

/** What archiving needs. */
export interface ArchiveLettersDeps {
  readonly archive: Pick<ArchiveStore, "pending" | "mark">;
  readonly deadLetters: Pick<DeadLetterStore, "attempts" | "notes">;
  readonly objects: Pick<ObjectStore, "put" | "get">;
  readonly prefix: string;
  readonly statuses: readonly DeadLetterStatus[];
  readonly patience: Patience;
  /** The payload for people; undefined where it cannot be decoded. Never throws. */
  readonly decode: (letter: DeadLetterRow) => Promise<Readable | undefined>;
}

/** How far a run has got. */
export interface ArchiveProgress {
  archived: number;
  bytes: number;
}

/** Letters that are on their way at a time: each holds its payload a few times over. */
const lettersAtOnce = 16;

/**
 * Archives what is to be archived, oldest first, until there is nothing left or `stopping` aborts. An object is put under
 * the id of its letter, read back and compared; only then is the letter marked. So whoever dies in between leaves a letter
 * that is archived once more, to the same bytes.
 * @throws SluiceError of the object store, after what worked was marked
 */
export async function archiveLetters(
  deps: ArchiveLettersDeps,
  progress: ArchiveProgress,
  stopping: AbortSignal,
): Promise<void> {
  for (const status of deps.statuses) {
    for (let after = ""; !stopping.aborted; ) {
      const pending = await deps.archive.pending(status, after, lettersAtOnce);
      const last = pending.at(-1);
      if (last === undefined) break;
      const marks: ArchivedMark[] = [];
      const results = await Promise.allSettled(
        pending.map(async ({ letter, archivedRevision }) => {
          progress.bytes += await archiveLetter(deps, letter, stopping);
          marks.push({ id: letter.id, revision: letter.revision, before: archivedRevision });
        }),
      );
      if (marks.length > 0) await deps.archive.mark(marks);
      progress.archived += marks.length;
      const failed = results.find((result) => result.status === "rejected");
      if (failed !== undefined) throw failed.reason;
      after = last.letter.id;
    }
  }
}

async function archiveLetter(deps: ArchiveLettersDeps, letter: DeadLetterRow, stopping: AbortSignal): Promise<number> {
  const { deadLetters, objects, patience } = deps;
  const attempts = await deadLetters.attempts(letter.id);
  const notes = await deadLetters.notes(letter.id);
  const bytes = writeDocument({ letter, attempts, notes }, await deps.decode(letter));
  const key = objectKey(deps.prefix, letter.id, letter.parkedAt);
  await tryAgain(patience, stopping, async () => {
    await objects.put(key, bytes);
    const stored = await objects.get(key);
    if (stored !== undefined && Buffer.compare(stored, bytes) === 0) return;
    throw new SluiceError("ARCHIVE_UNAVAILABLE", `Object ${key} reads back other than it was put; it is put again.`, {
      metadata: { key },
    });
  });
  return bytes.length;
}
