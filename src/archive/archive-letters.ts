import { SluiceError } from "../core/errors.js";
import type {
  ArchivedMark,
  ArchiveStore,
  DeadLetterRow,
  DeadLetterStatus,
  DeadLetterStore,
  WholeLetter,
} from "../store/store.js";
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

/** A letter that could not be archived. */
interface PassedOver {
  readonly id: string;
  readonly failure: SluiceError;
}

/** How a run came to its end. */
export interface ArchiveEnd {
  /** Letters that could not be archived though others can: how many, and the first of them. */
  readonly passedOver: { readonly count: number; readonly first: readonly PassedOver[] };
  /** What every letter would have failed for; undefined for a run that tried them all. */
  readonly stoppedBy: SluiceError | undefined;
}

/** Letters that are on their way at a time: each holds its payload a few times over. */
const lettersAtOnce = 16;

/** Letters that are named, of those that were passed over. */
const mostNamed = 10;

/**
 * Archives what is to be archived, oldest first, until there is nothing left or `stopping` aborts. An object is put under
 * the id of its letter, read back and compared; only then is the letter marked. So whoever dies in between leaves a letter
 * that is archived once more, to the same bytes. A letter that fails for itself is passed over, so that those behind it get
 * their turn in this run and the next; it stays unmarked. What would fail all of them ends the run.
 * @throws SluiceError STORE_UNAVAILABLE of reading and marking letters
 */
export async function archiveLetters(
  deps: ArchiveLettersDeps,
  progress: ArchiveProgress,
  stopping: AbortSignal,
): Promise<ArchiveEnd> {
  const passedOver: { count: number; first: PassedOver[] } = { count: 0, first: [] };
  for (const status of deps.statuses) {
    for (let after = ""; !stopping.aborted; ) {
      const pending = await deps.archive.pending(status, after, lettersAtOnce);
      const last = pending.at(-1);
      if (last === undefined) break;
      const marks: ArchivedMark[] = [];
      const results = await Promise.all(
        pending.map(async ({ letter, archivedRevision }): Promise<readonly PassedOver[]> => {
          try {
            const bytes = await archiveLetter(deps, letter, stopping);
            progress.bytes += bytes;
            marks.push({ id: letter.id, revision: letter.revision, before: archivedRevision });
            return [];
          } catch (caught) {
            return [{ id: letter.id, failure: SluiceError.from(caught) }];
          }
        }),
      );
      const failed = results.flat();
      if (marks.length > 0) await deps.archive.mark(marks);
      progress.archived += marks.length;
      const stoppedBy = failed.find(({ failure }) => !isOfLetter(failure, marks.length > 0))?.failure;
      if (stoppedBy !== undefined) return { passedOver, stoppedBy };
      passedOver.count += failed.length;
      passedOver.first.push(...failed.slice(0, mostNamed - passedOver.first.length));
      after = last.letter.id;
    }
  }
  return { passedOver, stoppedBy: undefined };
}

/** Whether a failure is a letter's own, given whether others at its side were archived. */
function isOfLetter({ reason, metadata }: SluiceError, othersWent: boolean): boolean {
  const isOfObject = metadata["key"] !== undefined;
  // Storage that is away or overloaded is left alone; one that gives nothing back as it was put is of no use.
  if (reason === "ARCHIVE_UNAVAILABLE") return isOfObject && othersWent;
  return isOfObject || (reason === "ARCHIVE_REFUSED" && othersWent);
}

async function archiveLetter(deps: ArchiveLettersDeps, letter: DeadLetterRow, stopping: AbortSignal): Promise<number> {
  const { deadLetters, objects, patience } = deps;
  const attempts = await deadLetters.attempts(letter.id);
  const notes = await deadLetters.notes(letter.id);
  const key = objectKey(deps.prefix, letter.id, letter.parkedAt);
  const bytes = writeLetter({ letter, attempts, notes }, await deps.decode(letter), key);
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

/** A letter is kept without what was decoded rather than not at all: its bytes are in the document anyway. */
function writeLetter(whole: WholeLetter, readable: Readable | undefined, key: string): Uint8Array {
  try {
    return writeDocument(whole, readable);
  } catch (caught) {
    if (readable !== undefined) return writeLetter(whole, undefined, key);
    const name = caught instanceof Error ? caught.name : "unknown";
    throw new SluiceError("INTERNAL", `Its document cannot be written (${name}).`, {
      metadata: { key },
      cause: caught,
    });
  }
}
