import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Services } from "@sluice/client";
import type { Finding, SchemaDocumentSchema, SchemaVersion } from "@sluice/client/gen";
import type { CheckedSchemas } from "./report/check-view.js";
import type { ShownSchema } from "./report/report.js";

/** Versions whose text is fetched to show places in it; the latest are. */
const mostVersions = 20;

function nameless(name: string): ShownSchema {
  return { name, file: undefined, text: "" };
}

type Reference = Pick<SchemaVersion["references"][number], "name" | "subject" | "version">;

class Fetched {
  readonly #services: Services;
  readonly #versions = new Map<string, Promise<SchemaVersion | undefined>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** A version, deleted ones too; undefined when it cannot be had, since findings say enough without their places. */
  version(subject: string, version: number): Promise<SchemaVersion | undefined> {
    const key = JSON.stringify([subject, version]);
    const known = this.#versions.get(key);
    if (known !== undefined) return known;
    const asked = this.#services.registry
      .getSchema({ subject, selector: { case: "version", value: version }, includeDeleted: true })
      .then(
        (response) => response.version,
        () => undefined,
      );
    this.#versions.set(key, asked);
    return asked;
  }

  async reference(references: readonly Reference[], name: string): Promise<string> {
    const found = references.find((one) => one.name === name);
    return found === undefined ? "" : ((await this.version(found.subject, found.version))?.schema ?? "");
  }
}

/**
 * The texts that findings point into: those of the versions a candidate was compared with, and of direct references.
 *
 * @param references the references of the candidate
 */
export async function fetchSchemas(
  candidate: ShownSchema,
  references: readonly Reference[],
  { subject, findings }: { readonly subject: string; readonly findings: readonly Finding[] },
  services: Services,
): Promise<CheckedSchemas> {
  const fetched = new Fetched(services);
  const texts = new Map<string, ShownSchema>();
  const keyOf = (version: number, document: string): string => JSON.stringify([version, document]);
  const places = findings.flatMap(({ version, readerPosition, writerPosition }) =>
    [readerPosition, writerPosition].flatMap((position) =>
      position ? [{ version, document: position.document }] : [],
    ),
  );
  const versions = [...new Set(places.map(({ version }) => version))].sort((a, b) => b - a).slice(0, mostVersions);
  for (const { version, document } of places) {
    if (version === 0 || !versions.includes(version)) continue;
    const found = await fetched.version(subject, version);
    const text = document === "" ? (found?.schema ?? "") : await fetched.reference(found?.references ?? [], document);
    texts.set(keyOf(version, document), { ...nameless(versionLabel(version, document)), text });
    if (document === "") continue;
    const own = await fetched.reference(references, document);
    texts.set(keyOf(0, document), { ...nameless(`reference "${document}"`), text: own });
  }
  return {
    candidate: (document) =>
      document === "" ? candidate : (texts.get(keyOf(0, document)) ?? nameless(`reference "${document}"`)),
    version: (version, document) => texts.get(keyOf(version, document)) ?? nameless(versionLabel(version, document)),
  };
}

function versionLabel(version: number, document: string): string {
  const label = version === 0 ? "the other schema" : `version ${version}`;
  return document === "" ? label : `"${document}" of ${label}`;
}

/** A registered schema with the texts of its references, ready to be compared, and as findings point into it. */
export interface KnownDocument {
  readonly document: MessageInitShape<typeof SchemaDocumentSchema>;
  readonly shown: (document: string) => ShownSchema;
}

interface Resolved {
  schema: string;
  references: (Resolved & { name: string })[];
}

/** How long a chain of references may be; servers refuse longer ones. */
const maxChain = 50;

/** Fetches what the references of a version stand for, those of references included. */
export async function fetchDocument(version: SchemaVersion, name: string, services: Services): Promise<KnownDocument> {
  const fetched = new Fetched(services);
  const texts = new Map<string, string>();
  const resolve = async (of: SchemaVersion, depth: number): Promise<Resolved> => {
    const references: (Resolved & { name: string })[] = [];
    for (const reference of depth > maxChain ? [] : of.references) {
      const found = await fetched.version(reference.subject, reference.version);
      if (found === undefined) continue;
      texts.set(reference.name, found.schema);
      references.push({ name: reference.name, ...(await resolve(found, depth + 1)) });
    }
    return { schema: of.schema, references };
  };
  const document = await resolve(version, 0);
  return {
    document,
    shown: (reference) =>
      reference === ""
        ? { ...nameless(name), text: version.schema }
        : { ...nameless(`"${reference}" of ${name}`), text: texts.get(reference) ?? "" },
  };
}
