import { closeSync, openSync } from "node:fs";

/** A database file that is open beside SQLite, to sync it. */
export interface DatabaseFile {
  readonly path: string;
  readonly descriptor: number;
  /**
   * To be called when SQLite has closed the file: closing any descriptor of a file takes away the locks of the whole process
   * on it (fcntl(2)).
   */
  close(): void;
}

const open = new Map<string, { readonly descriptor: number; users: number }>();

/** Opens a database file; those that open it at the same time share one descriptor, which the last of them closes. */
export function openDatabaseFile(path: string): DatabaseFile {
  const shared = open.get(path) ?? { descriptor: openSync(path, "r"), users: 0 };
  open.set(path, shared);
  shared.users += 1;
  return {
    path,
    descriptor: shared.descriptor,
    close() {
      shared.users -= 1;
      if (shared.users > 0) return;
      open.delete(path);
      closeSync(shared.descriptor);
    },
  };
}
