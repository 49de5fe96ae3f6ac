import type { SqliteDatabase } from "./open.js";

/** Sources of one stream whose letters are counted apart; migration 16 says the same. */
export const maxCountedServices = 500;

/** What all further sources of a stream are counted as. */
export const otherServices = "__other__";

/**
 * Prepares finding under which source a letter is counted: its own while a stream has few, else that of all others, since
 * sources may be as many as events. Once a source has a name it keeps it, so that a letter is always counted under the
 * same. Made anew for each transaction, which must be one that writes.
 */
export function countedServices({ writer }: SqliteDatabase): () => (stream: string, service: string) => string {
  const isTold = writer
    .prepare<[string, string], number>("SELECT 1 FROM dead_letter_services WHERE stream = ? AND source_service = ?")
    .pluck();
  const lastPlace = writer
    .prepare<[string], number>(
      `SELECT 1 FROM dead_letter_services WHERE stream = ? LIMIT 1 OFFSET ${maxCountedServices - 1}`,
    )
    .pluck();
  const tell = writer.prepare("INSERT INTO dead_letter_services (stream, source_service) VALUES (?, ?)");
  return () => {
    /** Streams that have as many as are told apart, which they do for ever. */
    const full = new Set<string>();
    return (stream, service) => {
      if (service === otherServices) return otherServices;
      if (isTold.get(stream, service) !== undefined) return service;
      if (full.has(stream) || lastPlace.get(stream) !== undefined) {
        full.add(stream);
        return otherServices;
      }
      tell.run(stream, service);
      return service;
    };
  };
}
