import { create, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";

const scalars =
  "int32 int64 uint32 uint64 sint32 sint64 bool string bytes float double fixed32 sfixed32 fixed64 sfixed64";
const types = [...scalars.split(" "), "M", "N", "E", "Closed"];

interface RandomField {
  readonly number: number;
  readonly type: string;
  readonly shape: "plain" | "optional" | "repeated" | "expanded" | "map" | "oneof";
  readonly key: string;
}

const field: fc.Arbitrary<RandomField> = fc.record({
  number: fc.integer({ min: 1, max: 6 }),
  type: fc.constantFrom(...types),
  shape: fc.constantFrom("plain", "plain", "optional", "repeated", "expanded", "map", "oneof"),
  key: fc.constantFrom("int32", "int64", "string", "bool", "sint32", "uint64", "fixed32"),
});
const fields = fc.uniqueArray(field, { selector: (one) => one.number, minLength: 1, maxLength: 6 });
const values = fc.uniqueArray(fc.constantFrom(1, 2, 3, -1), { maxLength: 3 });

function fieldText({ number, type, shape, key }: RandomField): string {
  const name = `f${number} = ${number}`;
  const numeric = !["string", "bytes", "M", "N"].includes(type);
  const implicit = !["M", "N", "Closed"].includes(type) ? " [features.field_presence = IMPLICIT]" : "";
  if (shape === "map") return `map<${key}, ${type}> ${name};`;
  if (shape === "repeated") return `repeated ${type} ${name};`;
  if (shape === "expanded")
    return `repeated ${type} ${name}${numeric ? " [features.repeated_field_encoding = EXPANDED]" : ""};`;
  if (shape === "oneof") return `${type} ${name};`;
  return `${type} ${name}${shape === "plain" ? implicit : ""};`;
}

function messageText(name: string, members: readonly RandomField[]): string {
  const inside = members.filter((one) => one.shape === "oneof").map(fieldText);
  const outside = members.filter((one) => one.shape !== "oneof").map(fieldText);
  const oneof = inside.length === 0 ? "" : `oneof choice { ${inside.join(" ")} }`;
  return `message ${name} { ${outside.join(" ")} ${oneof} }`;
}

interface RandomSchema {
  readonly m: readonly RandomField[];
  readonly n: readonly RandomField[];
  readonly open: readonly number[];
  readonly closed: readonly number[];
}

const schema: fc.Arbitrary<RandomSchema> = fc.record({ m: fields, n: fields, open: values, closed: values });

function textOf({ m, n, open, closed }: RandomSchema): string {
  const list = (prefix: string, numbers: readonly number[]): string =>
    numbers.map((number, i) => `${prefix}${i}_${number < 0 ? "N" : ""}${Math.abs(number)} = ${number};`).join(" ");
  return [
    'edition = "2023";',
    messageText("M", m),
    messageText("N", n),
    `enum E { E_ZERO = 0; ${list("EV", open)} }`,
    `enum Closed { option features.enum_type = CLOSED; C_ZERO = 0; ${list("CV", closed)} }`,
  ].join("\n");
}

/** Text of a schema with two messages that may hold each other, an open and a closed enum, in edition 2023. */
export const schemaText: fc.Arbitrary<string> = schema.map(textOf);

/** Two schemas of which the second has most fields of the first, some of them changed. */
export const schemaPair: fc.Arbitrary<readonly [string, string]> = fc
  .tuple(schema, schema, fc.array(fc.nat({ max: 9 }), { minLength: 16, maxLength: 16 }))
  .map(([from, other, dice]) => {
    let next = 0;
    const evolve = (before: readonly RandomField[], after: readonly RandomField[]): RandomField[] =>
      before.flatMap((one) => {
        const roll = dice[next++];
        const changed = after.find((each) => each.number === one.number);
        if (roll === 0) return [];
        if (roll === 1 && changed !== undefined) return [changed];
        if (roll === 2 && changed !== undefined) return [{ ...one, type: changed.type }];
        return [roll === 3 && changed !== undefined ? { ...one, shape: changed.shape } : one];
      });
    const m = evolve(from.m, other.m);
    const enums = (dice[next] ?? 9) < 3 ? { open: other.open, closed: other.closed } : {};
    return [
      textOf(from),
      textOf({ ...from, m: m.length === 0 ? from.m : m, n: evolve(from.n, other.n), ...enums }),
    ] as const;
  });

const random32 = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31)));
const random64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 1n, -1n, 2n ** 40n),
);
const unsigned64 = random64.map((value) => BigInt.asUintN(64, value));

function scalarValue(scalar: ScalarType): fc.Arbitrary<unknown> {
  switch (scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.STRING:
      return fc.string({ unit: "grapheme", maxLength: 5 });
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 5 });
    case ScalarType.DOUBLE:
      return fc.double();
    case ScalarType.FLOAT:
      return fc.float();
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return random64;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return unsigned64;
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return random32.map((value) => value >>> 0);
    default:
      return random32;
  }
}

/** A message of a type filled from a stream of random choices, at most three levels deep. */
export function fillMessage(desc: DescMessage, gen: fc.GeneratorValue, depth = 0): ReflectMessage {
  const message = reflect(desc, create(desc));
  for (const one of desc.fields) {
    if (gen(fc.boolean) || (one.message !== undefined && depth > 2)) continue;
    fillField(message, one, { gen, depth });
  }
  return message;
}

function fillField(message: ReflectMessage, one: DescField, at: { gen: fc.GeneratorValue; depth: number }): void {
  const value = (): unknown => {
    if (one.message !== undefined) return fillMessage(one.message, at.gen, at.depth + 1);
    if (one.enum !== undefined) {
      const declared = one.enum.values.map((each) => each.number);
      return at.gen(fc.constantFrom<number[]>, ...declared, ...(one.enum.open ? [77] : []));
    }
    return at.gen(scalarValue, one.scalar);
  };
  if (one.fieldKind === "list") {
    for (let count = at.gen(fc.nat, { max: 3 }); count > 0; count--) message.get(one).add(value());
  } else if (one.fieldKind === "map") {
    for (let count = at.gen(fc.nat, { max: 3 }); count > 0; count--) {
      message.get(one).set(at.gen(scalarValue, one.mapKey), value());
    }
  } else message.set(one, value());
}
