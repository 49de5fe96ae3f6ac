import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import { decodePageToken, encodePageToken, type PageRequest, pageSize } from "../core/paging.js";
import type { ArchiveStore, DeadLetterRow, WholeLetter } from "../store/store.js";
import { readDocument } from "./document.js";
import { type Days, idOfKey, possibleKeys, prefixesOf } from "./object-key.js";
import type { ObjectStore, StoredObject } from "./object-store.js";
import { type Patience, tryAgain } from "./try-again.js";

/** What reading the archive needs. */
export interface ReadArchiveDeps {
  readonly archive: Pick<ArchiveStore, "restore">;
  /** Whether the log has the event of a letter at the position the letter names. */
  readonly standsInLog: (letter: DeadLetterRow) => Promise<boolean>;
  readonly objects: Pick<ObjectStore, "get" | "list">;
  readonly prefix: string;
  readonly patience: Patience;
  readonly clock: Clock;
}

/** A letter in the archive. */
export interface ArchivedLetter extends StoredObject {
  readonly id: string;
}

/** Which letters are to be restored: ids, or the days they were parked on; with neither all of them. */
export interface RestoreRequest extends PageRequest {
  readonly ids: readonly string[];
  readonly days: Days;
  /** Only say what would become of them. */
  readonly dryRun: boolean;
}

/** What became of a letter that was to be restored. */
export type RestoreOutcome = "restored" | "exists" | "damaged" | "newer" | "missing";

/** A letter that was not restored, and why. */
export interface NotRestored {
  readonly id: string;
  readonly key: string;
  readonly outcome: Exclude<RestoreOutcome, "restored">;
  readonly problem: string;
}

/** What became of a page of them. */
export interface RestoreResult {
  readonly restored: readonly string[];
  readonly notRestored: readonly NotRestored[];
  readonly nextPageToken: string;
}

/** A page of what is archived, in the order of days and ids. */
export interface ArchivedPage {
  readonly items: readonly ArchivedLetter[];
  readonly nextPageToken: string;
}

const pages = { fallback: 100, maximum: 1000 };

/** The most ids of one call. */
const maxIds = 1000;

/** Objects that are read at a time. */
const objectsAtOnce = 8;

const never = new AbortController().signal;

/** Lists what is archived of a span of days. A page may be short; its token says that there is more. */
export async function listArchived(deps: ReadArchiveDeps, days: Days, page: PageRequest): Promise<ArchivedPage> {
  const limit = pageSize(page, pages.fallback, pages.maximum);
  const prefixes = prefixesOf(deps.prefix, days, deps.clock.now());
  const cursor = decodePageToken("archive", page);
  let index = Number.parseInt(cursor, 10) || 0;
  let after = cursor.slice(cursor.indexOf(" ") + 1);
  const items: ArchivedLetter[] = [];
  // Days without letters are many: a page goes on until it has some, within the time one call may take.
  for (let asked = 0; index < prefixes.length && items.length === 0 && asked < maxEmptyDays; asked += 1) {
    const prefix = prefixes[index] ?? "";
    const found = await tryAgain(deps.patience, never, () => deps.objects.list(prefix, after, limit));
    for (const object of found.objects) {
      const id = idOfKey(object.key);
      if (id !== undefined) items.push({ ...object, id });
    }
    after = found.next;
    if (after === "") index += 1;
  }
  const more = index < prefixes.length;
  return { items, nextPageToken: more ? encodePageToken("archive", `${index} ${after}`) : "" };
}

const maxEmptyDays = 31;

/**
 * Puts letters back as they were. What is there already stays as it is, so that it can be repeated; what is damaged, or
 * was written by a newer Sluice, is left in the archive and named.
 */
export async function restoreLetters(deps: ReadArchiveDeps, request: RestoreRequest): Promise<RestoreResult> {
  const { ids, days } = request;
  if (ids.length > maxIds) throw invalidArgument("ids", `holds ${ids.length} ids; at most ${maxIds} are allowed`);
  if (ids.length > 0 && (days.from !== "" || days.to !== "")) {
    throw invalidArgument("ids", "cannot be combined with from_day and to_day");
  }
  const page =
    ids.length > 0
      ? { items: [...new Set(ids)].map((id) => ({ id, keys: possibleKeys(deps.prefix, id) })), nextPageToken: "" }
      : await pageOfKeys(deps, days, request);
  const restored: string[] = [];
  const notRestored: NotRestored[] = [];
  for (let start = 0; start < page.items.length; start += objectsAtOnce) {
    const found = await Promise.all(
      page.items
        .slice(start, start + objectsAtOnce)
        .map(async (item) => ({ ...item, ...(await fetchFirst(deps, item)) })),
    );
    // One after the other, so that those of a key take their places in order.
    for (const { id, key, bytes } of found) {
      const outcome = await restoreLetter(deps, { id, key, bytes }, request.dryRun);
      if (outcome === undefined) restored.push(id);
      else notRestored.push({ id, key, ...outcome });
    }
  }
  return { restored, notRestored, nextPageToken: page.nextPageToken };
}

interface Wanted {
  readonly id: string;
  readonly keys: readonly string[];
}

async function pageOfKeys(deps: ReadArchiveDeps, days: Days, page: PageRequest) {
  const { items, nextPageToken } = await listArchived(deps, days, page);
  return { items: items.map(({ id, key }): Wanted => ({ id, keys: [key] })), nextPageToken };
}

async function fetchFirst(
  { objects, patience }: ReadArchiveDeps,
  { keys }: Wanted,
): Promise<{ key: string; bytes: Uint8Array | undefined }> {
  for (const key of keys) {
    const bytes = await tryAgain(patience, never, () => objects.get(key));
    if (bytes !== undefined) return { key, bytes };
  }
  return { key: keys[0] ?? "", bytes: undefined };
}

async function restoreLetter(
  deps: ReadArchiveDeps,
  { id, bytes }: { id: string; key: string; bytes: Uint8Array | undefined },
  dryRun: boolean,
): Promise<Pick<NotRestored, "outcome" | "problem"> | undefined> {
  const { archive, clock } = deps;
  if (bytes === undefined) return { outcome: "missing", problem: "is not in the archive" };
  const read = readDocument(bytes, id);
  if (read.outcome !== "letter") return read;
  const done = await archive.restore(await placedHere(deps, read.whole), clock.now(), dryRun);
  return done ? undefined : { outcome: "exists", problem: "is there already and stays as it is" };
}

/**
 * The letter as one of this log. Where that has another event at its position, or none, the letter has no place in it and is
 * never given back to its group as what stands there; the log only grows at its end, so that this stays so.
 */
async function placedHere({ standsInLog }: ReadArchiveDeps, whole: WholeLetter): Promise<WholeLetter> {
  const { letter } = whole;
  if (letter.logPosition === undefined || (await standsInLog(letter))) return whole;
  return { ...whole, letter: { ...letter, logPosition: undefined, nextRetryAt: undefined } };
}
