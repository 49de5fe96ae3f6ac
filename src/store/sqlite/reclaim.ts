import type { Store } from "../store.js";
import type { SqliteDatabase } from "./open.js";

/** Pages that are moved in one go: about a millisecond of the event loop's time. */
const stepPages = 32;

/** How much free space is left for new data. */
interface FreeSpace {
  /** Pages that are left whatever happens. */
  readonly minFreePages: number;
  /** Share of the file that may be free: below it, new data takes the space before long. */
  readonly maxFreeShare: number;
}

/** 64 MB and a quarter. */
const defaultFreeSpace: FreeSpace = { minFreePages: 16_384, maxFreeShare: 0.25 };

/** What `auto_vacuum` says of a database whose pages can be moved. */
const incremental = 2;

/**
 * Prepares giving space back. Databases made before `auto_vacuum` was set keep their size: their free pages are taken by
 * new data, and only VACUUM, which stops everything, makes them smaller.
 */
export function spaceReclaimer(
  database: SqliteDatabase,
  { minFreePages, maxFreeShare }: FreeSpace = defaultFreeSpace,
): Store["reclaim"] {
  const { writer } = database;
  const number = (pragma: string): number => Number(writer.pragma(pragma, { simple: true }));
  let pageBytes: number | undefined;

  return async () => {
    const free = await database.read(() => number("freelist_count"));
    if (free <= minFreePages || free <= maxFreeShare * number("page_count")) return 0;
    if (number("auto_vacuum") !== incremental) return 0;
    pageBytes ??= number("page_size");
    const left = await database.write(() => {
      writer.pragma(`incremental_vacuum(${stepPages})`);
      return number("freelist_count");
    });
    return (free - left) * pageBytes;
  };
}
