import { isObject, type JsonObject, type Member, membersOf } from "./json.js";
import { type SeededRandom } from "./seeded-random.js";

/** A way in which deliveries go wrong. */
export interface Damage {
  /** For people: what is wrong with the copies. */
  readonly name: string;
  /** How many copies are damaged like this. */
  readonly copies: number;
  /** How often the same broken copy may come. What goes wrong goes wrong again; undefined means just once. */
  readonly mostRepeats?: number;
  /** Only payloads of this event type; undefined means of any. */
  readonly event?: string;
  /** Turns a payload, which is a copy, into the text that is sent; undefined when this payload offers nothing to break. */
  readonly apply: (payload: JsonObject, random: SeededRandom) => string | undefined;
}

/** Fields that repositories got one after the other; the older the sender, the more of them it lacks. */
const newerRepositoryFields = [
  "is_template",
  "topics",
  "visibility",
  "web_commit_signoff_required",
  "custom_properties",
] as const;

/** Fields that hold one of a few words. */
const wordFields = new Set(["action", "state", "type", "visibility", "author_association", "role", "ref_type"]);

/** Just over the limit of 1 MiB that streams have unless they are configured otherwise. */
const tooManyBytes = 1024 ** 2 + 1;

/** Changes one random member among those that can be changed, and writes the whole. */
function breakOne(
  payload: JsonObject,
  random: SeededRandom,
  options: { readonly where: (member: Member) => boolean; readonly how: (member: Member) => void },
): string | undefined {
  const members = membersOf(payload).filter(options.where);
  if (members.length === 0) return undefined;
  options.how(random.pick(members));
  return JSON.stringify(payload);
}

/** How often one fault may come at most. What is missing more often has no single fault for a cause. */
export const mostRepeats = 8;

/** Every damage of the demo. Each copy is checked to be damaged indeed before it is sent. */
export const damages: readonly Damage[] = [
  {
    name: "sender older than the schema",
    copies: 48,
    event: "push",
    apply: (payload, random) => {
      const { repository } = payload;
      if (!isObject(repository)) return undefined;
      const missing = newerRepositoryFields.slice(random.below(newerRepositoryFields.length));
      for (const name of missing) Reflect.deleteProperty(repository, name);
      return JSON.stringify(payload);
    },
  },
  {
    name: "required field missing",
    copies: 80,
    mostRepeats,
    apply: (payload, random) =>
      breakOne(payload, random, {
        where: () => true,
        how: ({ parent, name }) => Reflect.deleteProperty(parent, name),
      }),
  },
  {
    name: "wrong type",
    copies: 80,
    mostRepeats,
    apply: (payload, random) =>
      breakOne(payload, random, {
        where: ({ value }) => typeof value === "string" || typeof value === "number",
        how: ({ parent, name, value }) => {
          parent[name] = typeof value === "string" ? 404 : JSON.stringify(value);
        },
      }),
  },
  {
    name: "unknown word in an enum",
    copies: 50,
    mostRepeats,
    apply: (payload, random) =>
      breakOne(payload, random, {
        where: ({ name, value }) => typeof value === "string" && wordFields.has(name),
        how: ({ parent, name }) => {
          parent[name] = "no-such-word";
        },
      }),
  },
  {
    name: "field nobody declared",
    copies: 60,
    mostRepeats,
    apply: (payload, random) =>
      breakOne(payload, random, {
        where: ({ value }) => isObject(value),
        how: ({ value }) => {
          if (isObject(value)) value["undeclared_field"] = true;
        },
      }),
  },
  {
    name: "cut off in the middle",
    copies: 40,
    mostRepeats,
    apply: (payload, random) => {
      const text = JSON.stringify(payload);
      return text.slice(0, 1 + random.below(text.length - 2));
    },
  },
  {
    name: "larger than 1 MiB",
    copies: 12,
    // Spaces at the end: valid but for the size, so that nothing else can be the reason.
    apply: (payload) => JSON.stringify(payload).padEnd(tooManyBytes),
  },
];
