/** An object in storage. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  readonly storedAt: Date;
}

/** A slice of a listing. */
export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  /** What the next slice goes on from; empty at the end. */
  readonly next: string;
}

/**
 * The door to object storage. Verbs reject with SluiceError ARCHIVE_UNAVAILABLE for what passes by itself (the storage is
 * away, overloaded or slow), and ARCHIVE_REFUSED for what somebody has to put right (bucket, credentials, permissions). Where
 * it is known to be one object only that is refused, the metadata name its `key`.
 */
export interface ObjectStore {
  /** Puts an object, in place of one that is there. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The bytes of an object; undefined when there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Objects whose key begins with a text, in the order of their keys. */
  list(prefix: string, after: string, limit: number): Promise<ObjectPage>;
}
