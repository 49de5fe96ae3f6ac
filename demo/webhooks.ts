import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject, parseJson } from "./json.js";

const require = createRequire(import.meta.url);

/** A payload that GitHub once delivered. */
export interface RealPayload {
  /** The event type: `push`, `issues` … */
  readonly event: string;
  /** Unique over all payloads, the same in every run: `push-3`. */
  readonly name: string;
  readonly payload: JsonObject;
}

function readFile(path: string): Json {
  return parseJson(readFileSync(path, "utf8"));
}

/** The schemas of GitHub's webhooks: one draft-07 document, whose `oneOf` names the definition of each event type. */
export function readWebhookSchemas(): JsonObject {
  const document = readFile(require.resolve("@octokit/webhooks-schemas/schema.json"));
  if (!isObject(document)) throw new Error("The schemas of the webhooks are not a JSON object.");
  return document;
}

/** The example payloads of GitHub's webhooks, in the order of the package. */
export function readRealPayloads(): readonly RealPayload[] {
  const index = readFile(require.resolve("@octokit/webhooks-examples/api.github.com/index.json"));
  if (!Array.isArray(index)) throw new Error("The examples of the webhooks are not a JSON array.");
  return index.flatMap((entry) => {
    const { name: event = null, examples = null } = isObject(entry) ? entry : {};
    if (typeof event !== "string" || !Array.isArray(examples)) throw new Error("An example lacks name or payloads.");
    return examples.filter(isObject).map((payload, number) => ({ event, name: `${event}-${number + 1}`, payload }));
  });
}
