import { type Services } from "@sluice/client";
import { type DeadLetter, DeadLetterStatus } from "@sluice/client/gen";
import { mostRepeats } from "./damage.js";
import { isObject, isStringArray, parseJson, valueAt } from "./json.js";
import { type EventSchema } from "./schemas.js";

/** A wider version of a schema, made from what its dead letters lack. */
export interface Widening {
  readonly schema: EventSchema;
  /** Fields that are no longer required, with the definition they belong to, and how many dead letters lack each. */
  readonly relaxed: readonly RelaxedField[];
  /** The text of the wider version. */
  readonly text: string;
}

/** A field that stops being required. */
export interface RelaxedField {
  /** JSON Pointer to the list of required fields in the schema. */
  readonly list: string;
  readonly name: string;
  readonly lackedBy: number;
}

/** What fewer dead letters lack than this may be a single fault that comes again; what more of them lack is how things are. */
export const systematic = mostRepeats + 1;

/** Definitions that events share, `repository` for one; the definitions of the events themselves have a `$` or `_event`. */
const sharedRequired = /^\/definitions\/(?![^/]*_event\/)[^/$]+\/required$/;

function lacksSharedField({ violations }: DeadLetter): boolean {
  return violations.some(({ schemaPath }) => sharedRequired.test(schemaPath));
}

/** The schema with the most open dead letters that lack a field of a shared definition. */
function mostFixable(schemas: readonly EventSchema[], letters: readonly DeadLetter[]): EventSchema | undefined {
  const fixable = letters.filter(lacksSharedField);
  const countOf = ({ subject }: EventSchema): number =>
    fixable.filter(({ schema }) => schema?.subject === subject).length;
  return [...schemas].sort((a, b) => countOf(b) - countOf(a))[0];
}

/** How often each required field of the shared definitions is missing, by `<pointer to the list> <name>`. */
async function countMissing(services: Services, { text }: EventSchema, letters: readonly DeadLetter[]) {
  const schema = parseJson(text);
  const missing = new Map<string, RelaxedField>();
  for (const { id } of letters.filter(lacksSharedField)) {
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id });
    if (deadLetter?.event === undefined) continue;
    const payload = parseJson(Buffer.from(deadLetter.event.data).toString());
    const lacked = new Set<string>();
    for (const { schemaPath: list, instancePath } of deadLetter.violations) {
      const required = valueAt(schema, list);
      const object = valueAt(payload, instancePath);
      if (!sharedRequired.test(list) || !isStringArray(required) || !isObject(object)) continue;
      for (const name of required) if (!Object.hasOwn(object, name)) lacked.add(`${list} ${name}`);
    }
    for (const key of lacked) {
      const [list = "", name = ""] = key.split(" ");
      missing.set(key, { list, name, lackedBy: (missing.get(key)?.lackedBy ?? 0) + 1 });
    }
  }
  return [...missing.values()];
}

function relax(text: string, fields: readonly RelaxedField[]): string {
  const schema = parseJson(text);
  for (const { list, name } of fields) {
    const required = valueAt(schema, list);
    if (isStringArray(required)) required.splice(required.indexOf(name), 1);
  }
  return JSON.stringify(schema);
}

/**
 * Looks at the dead letters as the owner of a schema would, and makes the schema wide enough for what they lack
 * systematically.
 * @throws Error when no dead letter lacks anything
 */
export async function widen(
  services: Services,
  schemas: readonly EventSchema[],
  letters: readonly DeadLetter[],
): Promise<Widening> {
  const open = letters.filter(({ status }) => status === DeadLetterStatus.OPEN);
  const schema = mostFixable(schemas, open);
  if (schema === undefined) throw new Error("There is no schema to widen.");
  const own = open.filter(({ schema: used }) => used?.subject === schema.subject);
  const missing = await countMissing(services, schema, own);
  const relaxed = missing.filter(({ lackedBy }) => lackedBy >= systematic).sort((a, b) => b.lackedBy - a.lackedBy);
  if (relaxed.length === 0) throw new Error(`No field of '${schema.subject}' is missing systematically.`);
  return { schema, relaxed, text: relax(schema.text, relaxed) };
}
