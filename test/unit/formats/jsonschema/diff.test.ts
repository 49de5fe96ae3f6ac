import { expect, test } from "vitest";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { sourceOf } from "./support.js";

const told = async (from: unknown, to: unknown) => {
  const changes = await jsonschema.diff(sourceOf(from), sourceOf(to));
  return changes.map(({ kind, path, message }) => `${kind} ${path}: ${message}`);
};
const base = { type: "object", properties: { id: { type: "string" }, size: { enum: ["s", "m"] } }, required: ["id"] };

test("nothing changed where schemas mean and say the same", async () => {
  expect(
    await told(base, {
      required: ["id"],
      properties: { size: { enum: ["m", "s"] }, id: { type: ["string"] } },
      type: "object",
    }),
  ).toEqual([]);
  expect(
    await told(base, {
      definitions: { id: { type: "string" } },
      ...base,
      properties: { ...base.properties, id: { $ref: "#/definitions/id" } },
    }),
  ).toEqual([]);
});

test.each([
  [
    { properties: { ...base.properties, note: { type: "string" } } },
    "added /note: The optional property 'note' was added.",
  ],
  [{ properties: { id: { type: "string" } } }, "removed /size: The property 'size' was removed."],
  [{ required: ["id", "size"] }, "changed /size: 'size': is now required."],
  [{ required: [] }, "changed /id: 'id': is now optional."],
  [
    { properties: { ...base.properties, id: { type: "integer" } } },
    "changed /id: 'id': the type changed from string to integer.",
  ],
  [
    { properties: { ...base.properties, id: { type: "string", maxLength: 3 } } },
    "changed /id: 'id': 'maxLength' went from none to 3 (tightened).",
  ],
  [
    { properties: { ...base.properties, size: { enum: ["s", "m", "l"] } } },
    `added /size: 'size': the value "l" is now allowed.`,
  ],
  [
    { properties: { ...base.properties, size: { enum: ["s"] } } },
    `removed /size: 'size': the value "m" is no longer allowed.`,
  ],
  [{ additionalProperties: false }, "changed : The event: further properties are no longer allowed."],
  [{ title: "Order" }, "changed : The event: the title changed."],
])("%j is told", async (change, expected) => {
  expect(await told(base, { ...base, ...change })).toEqual([expected]);
});

test("recursive schemas are told once", async () => {
  const tree = (leaf: object) => ({
    definitions: { n: { properties: { v: leaf, kid: { $ref: "#/definitions/n" } } } },
    $ref: "#/definitions/n",
  });
  expect(await told(tree({ type: "string" }), tree({ type: "string", minLength: 1 }))).toEqual([
    "changed /v: 'v': 'minLength' went from none to 1 (tightened).",
  ]);
});
