import { create } from "@bufbuild/protobuf";
import { Code, type ServiceImpl } from "@connectrpc/connect";

import {
  type GatewayService,
  RegistryChangeKind,
  type RegistryService,
  SchemaFormat,
  type SchemaVersion,
  SchemaVersionSchema,
  type SchemaRegistryChange,
  SchemaRegistryChangeSchema,
} from "../../clients/typescript/src/gen.js";
import { sluiceError } from "./far-end.js";

/** Versions a far end holds, and what it says to `Validate`. */
export class ScriptedRegistry {
  readonly #versions = new Map<string, SchemaVersion[]>();
  readonly #watchers = new Set<(change: SchemaRegistryChange | undefined) => void>();
  #ids = 0;
  #sequence = 0n;
  /** What `Validate` finds wrong, by the text of the payload. */
  validate: (payload: string) => readonly string[] = () => [];

  /** Watches that are open. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /** Adds a version of a subject; its number follows, its track is its number. */
  add(subject: string, schema: object, fields: { format?: SchemaFormat; references?: SchemaVersion[] } = {}) {
    const versions = this.#versions.get(subject) ?? [];
    this.#versions.set(subject, versions);
    this.#ids += 1;
    const number = versions.length + 1;
    const added = create(SchemaVersionSchema, {
      subject,
      version: number,
      semver: `${number}.0.0`,
      track: `v${number}`,
      schemaId: this.#ids,
      guid: `guid-${this.#ids}`,
      format: fields.format ?? SchemaFormat.JSON_SCHEMA,
      schema: JSON.stringify(schema),
      references: (fields.references ?? []).map((each) => ({
        name: each.subject,
        subject: each.subject,
        version: each.version,
      })),
    });
    versions.push(added);
    this.#tell(subject, number);
    return added;
  }

  /** Removes a subject. */
  remove(subject: string): void {
    this.#versions.delete(subject);
  }

  /** The registry service. */
  readonly registry: Partial<ServiceImpl<typeof RegistryService>> = {
    resolveSchema: ({ subject, preferences }) => {
      const versions = this.#versionsOf(subject);
      const wanted = preferences.length === 0 ? ["latest"] : preferences;
      for (const preference of wanted) {
        const version = preference === "latest" ? versions.at(-1) : versions.find(({ track }) => track === preference);
        if (version !== undefined) return { version, preference, reason: "it is the first that exists" };
      }
      throw sluiceError(Code.NotFound, "VERSION_NOT_FOUND");
    },
    getSchema: ({ id, guid, subject, selector }) => {
      const all = [...this.#versions.values()].flat();
      const version =
        subject === ""
          ? all.find((each) => each.schemaId === id || each.guid === guid)
          : this.#versionsOf(subject).find((each) => each.version === selector.value);
      if (version === undefined) throw sluiceError(Code.NotFound, "SCHEMA_NOT_FOUND");
      return { version };
    },
    listSubjects: () => ({ subjects: [...this.#versions.keys()].map((name) => ({ name })) }),
    registerSchema: ({ subject, schema }) => ({
      version: this.add(subject, JSON.parse(schema) as object),
      created: true,
    }),
    watchSchemas: (_request, { signal }) => this.#watch(signal),
  };

  /** The gateway service: `Validate` only. */
  readonly gateway: Partial<ServiceImpl<typeof GatewayService>> = {
    validate: ({ event }) => {
      const errors = this.validate(new TextDecoder().decode(event?.data)).map((code) => ({ code, message: code }));
      return { valid: errors.length === 0, errors };
    },
  };

  #versionsOf(subject: string): SchemaVersion[] {
    const versions = this.#versions.get(subject);
    if (versions === undefined) throw sluiceError(Code.NotFound, "SUBJECT_NOT_FOUND", { metadata: { subject } });
    return versions;
  }

  /** Tells watchers that changes were forgotten before they saw them. */
  tellMissed(): void {
    for (const watcher of this.#watchers) watcher(undefined);
  }

  async *#watch(signal: AbortSignal) {
    const changes: (SchemaRegistryChange | undefined)[] = [];
    let wake = (): void => undefined;
    const watcher = (change: SchemaRegistryChange | undefined): void => {
      changes.push(change);
      wake();
    };
    this.#watchers.add(watcher);
    signal.addEventListener("abort", () => {
      wake();
    });
    try {
      yield { sequence: this.#sequence };
      while (!signal.aborted) {
        for (const change of changes.splice(0)) {
          yield change === undefined
            ? { sequence: this.#sequence, changesMissed: true }
            : { change, sequence: change.sequence };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#watchers.delete(watcher);
    }
  }

  #tell(subject: string, version: number): void {
    this.#sequence += 1n;
    const change = create(SchemaRegistryChangeSchema, {
      sequence: this.#sequence,
      kind: RegistryChangeKind.REGISTERED,
      subject,
      version,
    });
    for (const watcher of this.#watchers) watcher(change);
  }
}
