import { type Services } from "@sluice/client";
import { SchemaFormat } from "@sluice/client/gen";
import { isObject, type Json, type JsonObject, membersOf } from "./json.js";

/** The stream all webhooks go to. */
export const stream = "github";

/** The schema of one event type, ready to be registered. */
export interface EventSchema {
  /** The event type: `push`. */
  readonly event: string;
  /** The subject its events are checked against: `github/push`. */
  readonly subject: string;
  /** Name of the event's definition in GitHub's document: `push$event`. */
  readonly definition: string;
  /** A document of its own: the event's definition and every other one that it reaches. */
  readonly text: string;
}

const pointerToDefinitions = "#/definitions/";

function referredDefinitions(value: Json): string[] {
  return membersOf(value).flatMap(({ name, value: target }) =>
    name === "$ref" && typeof target === "string" ? [target.slice(pointerToDefinitions.length)] : [],
  );
}

/** The definitions a definition needs, itself included, in the order of their names. */
function reach(definitions: JsonObject, root: string): JsonObject {
  const reached = new Set<string>();
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = definitions[name];
    if (definition === undefined) throw new Error(`The schemas of the webhooks lack the definition '${name}'.`);
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...referredDefinitions(definition));
  }
  return Object.fromEntries([...reached].sort().map((name) => [name, definitions[name] ?? null]));
}

/** Cuts GitHub's document into one schema for each event type. */
export function splitByEvent(document: JsonObject): readonly EventSchema[] {
  const { definitions = null, oneOf = null, $schema = null } = document;
  if (!isObject(definitions)) throw new Error("The schemas of the webhooks have no definitions.");
  return referredDefinitions(oneOf).map((definition) => {
    const event = definition.replace(/[_$]event$/, "");
    const schema = {
      $schema,
      title: `GitHub webhook: ${event}`,
      $ref: pointerToDefinitions + definition,
      definitions: reach(definitions, definition),
    };
    return { event, subject: `${stream}/${event}`, definition, text: JSON.stringify(schema) };
  });
}

/** Registers every schema as the first version of its subject. @returns bytes of schema text */
export async function registerAll({ registry }: Services, schemas: readonly EventSchema[]): Promise<number> {
  for (const { subject, event, text } of schemas) {
    await registry.registerSchema({
      subject,
      format: SchemaFormat.JSON_SCHEMA,
      schema: text,
      owner: "integrations",
      description: `Webhook deliveries of type ${event}`,
    });
  }
  return schemas.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
