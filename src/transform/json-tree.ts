/**
 * JSON as the text it was written in: numbers and strings keep their spelling, containers their white space, members
 * their order and even their repetition. What no step touches is written back byte for byte.
 */
export type JsonNode = JsonScalar | JsonObject | JsonArray;

/** A number, a string, true, false or null. `raw` is its text. */
export interface JsonScalar {
  readonly kind: "number" | "string" | "literal";
  readonly raw: string;
}

/** An object; its members can be changed. */
export interface JsonObject {
  readonly kind: "object";
  readonly members: JsonMember[];
  /** White space between the braces when there are no members. */
  empty: string;
}

/** An array; its items can be changed. */
export interface JsonArray {
  readonly kind: "array";
  readonly items: JsonItem[];
  /** White space between the brackets when there are no items. */
  empty: string;
}

/** A place within a container, with the white space around it. */
export interface JsonItem {
  before: string;
  value: JsonNode;
  after: string;
}

/** The same with a name. */
export interface JsonMember extends JsonItem {
  name: string;
  rawName: string;
  /** From the end of the name to the beginning of the value: the colon with its white space. */
  colon: string;
}

/** A value that stands nowhere yet: an object with one place, so that the root can be replaced like anything else. */
export interface JsonDocument {
  readonly root: JsonItem;
}

/** Makes the node of a string. */
export function stringNode(value: string): JsonScalar {
  return { kind: "string", raw: JSON.stringify(value) };
}

/** The value of a string node; undefined for every other node. */
export function textOf(node: JsonNode): string | undefined {
  return node.kind === "string" ? (JSON.parse(node.raw) as string) : undefined;
}

/** What a node is, in the words of JSON Schema. */
export function typeOf(node: JsonNode): "object" | "array" | "string" | "number" | "boolean" | "null" {
  if (node.kind !== "literal") return node.kind;
  return node.raw === "null" ? "null" : "boolean";
}

/** The member an object has under a name; of several the last one, as for JSON.parse. */
export function memberOf(node: JsonObject, name: string): JsonMember | undefined {
  return node.members.findLast((member) => member.name === name);
}

/** A copy that shares nothing that can be changed. */
export function cloneNode(node: JsonNode): JsonNode {
  switch (node.kind) {
    case "object":
      return { ...node, members: node.members.map((one) => ({ ...one, value: cloneNode(one.value) })) };
    case "array":
      return { ...node, items: node.items.map((one) => ({ ...one, value: cloneNode(one.value) })) };
    default:
      return node;
  }
}

/** Writes a node as text. */
export function writeNode(node: JsonNode): string {
  switch (node.kind) {
    case "object": {
      if (node.members.length === 0) return `{${node.empty}}`;
      const members = node.members.map(
        ({ before, rawName, colon, value, after }) => `${before}${rawName}${colon}${writeNode(value)}${after}`,
      );
      return `{${members.join(",")}}`;
    }
    case "array": {
      if (node.items.length === 0) return `[${node.empty}]`;
      return `[${node.items.map(({ before, value, after }) => `${before}${writeNode(value)}${after}`).join(",")}]`;
    }
    default:
      return node.raw;
  }
}

/** Writes a document with the white space around it. */
export function writeDocument({ root }: JsonDocument): string {
  return `${root.before}${writeNode(root.value)}${root.after}`;
}

/** Gives an object another member at its end, laid out as the one before it. */
export function appendMember(object: JsonObject, name: string, value: JsonNode): void {
  const last = object.members.at(-1);
  const member: JsonMember = {
    name,
    rawName: JSON.stringify(name),
    before: last?.before ?? "",
    colon: last?.colon ?? ":",
    value,
    after: last?.after ?? "",
  };
  // What stood before the closing brace still does.
  if (last !== undefined) last.after = "";
  object.members.push(member);
}

/** Puts an item into an array, laid out as its neighbours. */
export function insertItem(array: JsonArray, index: number, value: JsonNode): void {
  const neighbour = array.items[index] ?? array.items.at(-1);
  const isLast = index === array.items.length;
  const item: JsonItem = { before: neighbour?.before ?? "", value, after: "" };
  if (isLast && neighbour !== undefined) {
    item.after = neighbour.after;
    neighbour.after = "";
  }
  array.items.splice(index, 0, item);
}

/** Takes a place out of a list; the white space before the closing bracket stays. */
export function removeFrom(list: JsonItem[], index: number): void {
  const [gone] = list.splice(index, 1);
  const last = list.at(-1);
  if (gone !== undefined && index === list.length && last !== undefined) last.after = gone.after;
}

/** Whether two nodes are equal as JSON values (RFC 6902 section 4.6): numbers by value, exactly; members in any order. */
export function equalNodes(a: JsonNode, b: JsonNode): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "object" && b.kind === "object") return equalObjects(a, b);
  if (a.kind === "array" && b.kind === "array") {
    return (
      a.items.length === b.items.length &&
      a.items.every(({ value }, index) => {
        const other = b.items[index];
        return other !== undefined && equalNodes(value, other.value);
      })
    );
  }
  if (a.kind === "string") return textOf(a) === textOf(b);
  if (a.kind === "number" && b.kind === "number") return equalNumbers(a.raw, b.raw);
  return writeNode(a) === writeNode(b);
}

function equalObjects(a: JsonObject, b: JsonObject): boolean {
  // Of members with the same name the last one counts.
  const [left, right] = [a, b].map(({ members }) => new Map(members.map(({ name, value }) => [name, value])));
  if (left === undefined || right === undefined || left.size !== right.size) return false;
  return [...left].every(([name, value]) => {
    const other = right.get(name);
    return other !== undefined && equalNodes(value, other);
  });
}

/** A text that two scalars share exactly when they are equal. */
export function scalarKey(node: JsonScalar): string {
  if (node.kind === "number") return `number ${normalNumber(node.raw)}`;
  return node.kind === "string" ? `string ${String(textOf(node))}` : node.raw;
}

/** Whether two texts of JSON numbers mean the same number, whatever its size. */
function equalNumbers(a: string, b: string): boolean {
  return a === b || normalNumber(a) === normalNumber(b);
}

/** Longest exponent that is calculated with. Numbers with longer ones are equal only where they are written alike. */
const maxExponentDigits = 1000;

/** Digits without zeros at either end, and the power of ten behind them. Grows with the text, not with the exponent. */
function normalNumber(raw: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw) ?? [];
  const digits = `${whole}${fraction}`;
  // A pattern that has to end at the end begins anew at each zero: the square of what an event may hold.
  let [from, to] = [0, digits.length];
  while (digits[from] === "0") from += 1;
  if (from === to) return "0";
  while (digits[to - 1] === "0") to -= 1;
  const significant = `${sign}${digits.slice(from, to)}`;
  const shift = digits.length - to - fraction.length;
  // Reading the digits of an exponent takes the square of their count.
  if (exponent.length > maxExponentDigits) return `${significant}e${shift} and ${exponent}`;
  return `${significant}e${BigInt(exponent) + BigInt(shift)}`;
}
