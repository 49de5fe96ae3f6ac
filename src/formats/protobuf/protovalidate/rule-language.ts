import {
  celFromScalar,
  type CelFunc,
  celFunc,
  celMethod,
  CelScalar,
  type CelValue,
  isCelList,
  isCelUint,
  listType,
} from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { create, createRegistry, type DescMessage, type Registry } from "@bufbuild/protobuf";
import { isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { createValidator } from "@bufbuild/protovalidate";
import type { ExpressionLanguage, MeteredFunction } from "../../../expressions/expressions.js";
import { lengthOf, maxTextLength, weightOf } from "../../../expressions/metered-environment.js";
import { type LoadedSchema, loadSchema } from "../load-schema.js";

const { BOOL, BYTES, DOUBLE, DYN, INT, STRING, UINT } = CelScalar;

/**
 * What rules written in CEL see: `this`, the value or message they are about, `now`, and for predefined rules `rules`, all
 * that the field states, and `rule`, what it gives to this one. The functions are those of Protovalidate and the strings
 * extension of CEL.
 */
export function ruleLanguage({ registry }: LoadedSchema): ExpressionLanguage {
  let fields = 0;
  for (const type of registry) if (type.kind === "message") fields = Math.max(fields, type.fields.length);
  return {
    types: withoutMessages(registry),
    variables: ["this", "now", "rules", "rule"],
    functions: functions(),
    // Fields are looked for one by one.
    partCost: 1 / 4 + fields / 256,
    answersInTexts: true,
  };
}

/** An Any whose type is known would be decoded anew each time something in it is looked at. */
function withoutMessages(registry: Registry): Registry {
  return createRegistry(...[...registry].filter(({ kind }) => kind === "enum"));
}

let made: readonly MeteredFunction[] | undefined;

/** Made once: what they consist of takes a while to load. */
function functions(): readonly MeteredFunction[] {
  made ??= [...textFunctions(), ...formFunctions(), ...numberFunctions(), ...bytesFunctions(), getField, ...unique];
  return made;
}

/** What making a text costs; more than can be paid when it is too long. */
const makingText = (length: number): number => (length > maxTextLength ? Infinity : length / 64);

function lengthOfAll(list: CelValue | undefined): number {
  let length = 0;
  if (isCelList(list)) for (const item of list.values()) length += 16 + lengthOf(item);
  return length;
}

/** What the functions of the strings extension cost beside reading what they are given. */
const textCosts: Readonly<Record<string, MeteredFunction["cost"]>> = {
  indexOf: ([text, part]) => (lengthOf(text) * lengthOf(part)) / 4096,
  lastIndexOf: ([text, part]) => (lengthOf(text) * lengthOf(part)) / 4096,
  replace: ([text, from, to]) =>
    makingText(lengthOf(text) + (lengthOf(text) / Math.max(1, lengthOf(from)) + 1) * lengthOf(to)) +
    (from === "" ? lengthOf(text) / 8 : 0),
  split: ([text]) => lengthOf(text) / 16,
  join: ([list, separator]) => makingText(lengthOfAll(list) + (isCelList(list) ? list.size : 0) * lengthOf(separator)),
  // Numbers are formatted by rules of languages.
  format: ([text, list], limit) =>
    (lengthOf(text) + lengthOfAll(list)) / 8 + 16 * (isCelList(list) ? list.size : 0) + 4 * weightOf(list, limit),
};

function textFunctions(): readonly MeteredFunction[] {
  // That of the extension takes time by the square of the text.
  const others = strings.filter(({ name }) => name !== "replace");
  const replace = [
    celMethod("replace", STRING, [STRING, STRING], STRING, function (from, to) {
      return replaced(this, { from, to, most: -1 });
    }),
    celMethod("replace", STRING, [STRING, STRING, INT], STRING, function (from, to, most) {
      return replaced(this, { from, to, most: Number(most) });
    }),
  ];
  return [...others, ...replace].map((declaration) => {
    const cost = textCosts[declaration.name];
    return { declaration, cost: cost ?? (([text]) => lengthOf(text) / 32) };
  });
}

/** Replaces the first places, all of them where `most` is negative; an empty text is between all characters. */
function replaced(text: string, { from, to, most }: { from: string; to: string; most: number }): string {
  const pieces = from === "" ? ["", ...Array.from(text), ""] : text.split(from);
  const changed = most < 0 ? pieces.length : most + 1;
  return [pieces.slice(0, changed).join(to), ...pieces.slice(changed)].join(from);
}

/** The calls that tell the form of a text, each as Protovalidate writes it. */
const ipPrefixForms = [0, 4, 6].flatMap((version) =>
  [true, false].map((strict) => `isIpPrefix(${version}, ${strict})`),
);
const forms = [
  ...["isEmail()", "isHostname()", "isUri()", "isUriRef()", "isHostAndPort(true)", "isHostAndPort(false)"],
  ...["isIp(0)", "isIp(4)", "isIp(6)", ...ipPrefixForms],
];

/**
 * The functions that tell the form of a text. The library has them, but only for its own rules: so each is a message with
 * one such rule.
 */
function formFunctions(): readonly MeteredFunction[] {
  const messages = forms.map(
    (call, index) => `message F${index} { string text = 1 [(buf.validate.field).cel_expression = "this.${call}"]; }`,
  );
  const text = `syntax = "proto3"; import "buf/validate/validate.proto"; ${messages.join("\n")}`;
  const { registry } = loadSchema({ text, references: [] });
  const validator = createValidator({ registry });
  const descriptors = new Map(forms.map((call, index) => [call, registry.getMessage(`F${index}`)]));
  const has = (value: string, call: string): boolean => {
    const message: DescMessage | undefined = descriptors.get(call);
    return message !== undefined && validator.validate(message, create(message, { text: value })).kind === "valid";
  };
  const prefix = (value: string, version: bigint, strict: boolean): boolean =>
    has(value, `isIpPrefix(${version}, ${strict})`);
  const declarations: CelFunc[] = [
    ...(["isEmail", "isHostname", "isUri", "isUriRef"] as const).map((name) =>
      celMethod(name, STRING, [], BOOL, function () {
        return has(this, `${name}()`);
      }),
    ),
    celMethod("isHostAndPort", STRING, [BOOL], BOOL, function (portRequired) {
      return has(this, `isHostAndPort(${portRequired})`);
    }),
    celMethod("isIp", STRING, [], BOOL, function () {
      return has(this, "isIp(0)");
    }),
    celMethod("isIp", STRING, [INT], BOOL, function (version) {
      return has(this, `isIp(${version})`);
    }),
    celMethod("isIpPrefix", STRING, [], BOOL, function () {
      return prefix(this, 0n, false);
    }),
    celMethod("isIpPrefix", STRING, [INT], BOOL, function (version) {
      return prefix(this, version, false);
    }),
    celMethod("isIpPrefix", STRING, [BOOL], BOOL, function (strict) {
      return prefix(this, 0n, strict);
    }),
    celMethod("isIpPrefix", STRING, [INT, BOOL], BOOL, function (version, strict) {
      return prefix(this, version, strict);
    }),
  ];
  return declarations.map((declaration) => ({ declaration, cost: ([text]) => 5 + lengthOf(text) / 16 }));
}

function numberFunctions(): readonly MeteredFunction[] {
  const isInfinite = (value: number, sign: bigint): boolean =>
    (value === Infinity && sign >= 0n) || (value === -Infinity && sign <= 0n);
  const declarations = [
    celMethod("isNan", DOUBLE, [], BOOL, function () {
      return Number.isNaN(this);
    }),
    celMethod("isInf", DOUBLE, [], BOOL, function () {
      return isInfinite(this, 0n);
    }),
    celMethod("isInf", DOUBLE, [INT], BOOL, function (sign) {
      return isInfinite(this, sign);
    }),
  ];
  return declarations.map((declaration) => ({ declaration }));
}

/** CEL has these for texts; a function of the same name takes the place of all of them, so texts are here again. */
function bytesFunctions(): readonly MeteredFunction[] {
  const both = (
    name: string,
    ofTexts: (text: string, part: string) => boolean,
    ofBytes: (bytes: Buffer, part: Buffer) => boolean,
  ): readonly CelFunc[] => [
    celMethod(name, STRING, [STRING], BOOL, function (part) {
      return ofTexts(this, part);
    }),
    celMethod(name, BYTES, [BYTES], BOOL, function (part) {
      return ofBytes(asBuffer(this), asBuffer(part));
    }),
  ];
  const declarations = [
    ...both(
      "contains",
      (text, part) => text.includes(part),
      (bytes, part) => bytes.includes(part),
    ),
    ...both(
      "startsWith",
      (text, part) => text.startsWith(part),
      (bytes, part) => bytes.subarray(0, part.length).equals(part),
    ),
    ...both(
      "endsWith",
      (text, part) => text.endsWith(part),
      (bytes, part) => part.length <= bytes.length && bytes.subarray(bytes.length - part.length).equals(part),
    ),
  ];
  return declarations.map((declaration) => ({ declaration }));
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A field by the name it has in the schema, also where CEL reserves that name. */
const getField: MeteredFunction = {
  cost: () => 0,
  declaration: celFunc("getField", [DYN, STRING], DYN, (message, name) => {
    const field = isReflectMessage(message) ? message.fields.find((declared) => declared.name === name) : undefined;
    if (!isReflectMessage(message) || field === undefined) throw new Error("there is no such field");
    switch (field.fieldKind) {
      case "list":
        return message.get(field);
      case "map":
        return message.get(field);
      case "enum":
        return BigInt(message.get(field));
      case "scalar":
        return celFromScalar(field.scalar, message.get(field));
      case "message":
        if (message.isSet(field)) return message.get(field);
        return isWrapperDesc(field.message) ? null : reflect(field.message);
    }
  }),
};

/** Whether no two items of a list are the same. NaN is the same as nothing. */
const unique: readonly MeteredFunction[] = [UINT, INT, STRING, BOOL, DOUBLE, BYTES].map((element) => ({
  declaration: celMethod("unique", listType(element), [], BOOL, function () {
    const seen = new Set<unknown>();
    let items = 0;
    for (const item of this.values()) {
      if (typeof item === "number" && Number.isNaN(item)) continue;
      items += 1;
      seen.add(identityOf(item));
    }
    return seen.size === items;
  }),
  cost: ([list]) => lengthOfAll(list) / 16,
}));

/** Something that is equal for equal items. Numbers of both signs are told apart from texts by their types. */
function identityOf(item: CelValue): unknown {
  if (isCelUint(item)) return item.value;
  return item instanceof Uint8Array ? Buffer.from(item).toString("latin1") : item;
}
