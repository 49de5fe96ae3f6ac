import type { JsonValue } from "../model/json.js";
import type { SpanMatcher } from "./span-matcher.js";

/** Bits of `ScanRule.types`. Every integer is a number; a rule that has only `integer` asks for whole ones. */
export const typeBits = { null: 1, boolean: 2, integer: 4, number: 8, string: 16, array: 32, object: 64 } as const;

/** All types there are. */
export const anyType = 127;

/**
 * What a scan asks of the value at one place: all of it. One shape for every schema, so that the code that reads rules is
 * compiled for one. Filled in once, when the rules of a schema are read, and never changed after that.
 */
export class ScanRule {
  /** Types a value may have, as bits of `typeBits`. None where values are asked for more than a scan can tell. */
  types: number = anyType;
  /** Lists of values that `enum` and `const` leave; a value must be in each. Arrays and objects in them are never found. */
  values: readonly ValueList[] | undefined;
  string: StringRule | undefined;
  number: NumberRule | undefined;
  array: ArrayRule | undefined;
  object: ObjectRule | undefined;
  /** Rules the same value is to keep as well. */
  also: readonly ScanRule[] = [];
  /** Whether there are neither `also` nor `choices`. */
  isAlone = true;
  /** Of each of these lists, a value is to keep one rule at least. */
  choices: readonly (readonly ScanRule[])[] = [];
}

/** Values of which one is asked for. */
export interface ValueList {
  readonly values: ReadonlySet<JsonValue>;
  /** UTF-8 of those that are texts. */
  readonly texts: readonly Uint8Array[];
}

/** What is asked of a text. Lengths in code points. */
export interface StringRule {
  readonly minLength: number;
  readonly maxLength: number;
  /** Tests that can be made on the bytes of a text of plain ASCII, and what to ask of any other text. */
  readonly tests: readonly TextTest[];
}

/** One test of a text. */
export interface TextTest {
  /** Whether the bytes are surely of a text that passes; undefined where only the text can tell. */
  readonly matcher: SpanMatcher | undefined;
  /** Whether a text that no matcher accepted fails without a closer look. */
  readonly isExact: boolean;
  readonly accepts: (text: string) => boolean;
}

/** Whether a number passes; it is finite. */
export interface NumberRule {
  readonly accepts: (value: number) => boolean;
}

/** What is asked of an array and its items. */
export interface ArrayRule {
  readonly minItems: number;
  readonly maxItems: number;
  readonly prefix: readonly ScanRule[];
  /** For the items after `prefix`. */
  readonly rest: ScanRule;
}

/** What is asked of an object and its members. Never changed but for `nextMember`, by which no answer depends. */
export class ObjectRule {
  /** The members the schema names: UTF-8 of each name with the closing quote behind it. */
  readonly names: readonly Uint8Array[];
  readonly rules: readonly ScanRule[];
  /** Which bit of a required member, from 0 on; -1 for those that may be missing. */
  readonly requiredBits: Int32Array;
  readonly requiredCount: number;
  readonly byName: ReadonlyMap<string, number>;
  /** For members the schema does not name. */
  readonly others: ScanRule;
  readonly minMembers: number;
  readonly maxMembers: number;
  /** By the member before (0: none, else its index and 1), which came next in the payload that was looked at last. */
  readonly nextMember: Int32Array;

  constructor(members: ReadonlyMap<string, ScanRule>, required: ReadonlySet<string>, limits: MemberLimits) {
    const encoder = new TextEncoder();
    const names = [...members.keys()];
    this.names = names.map((name) => encoder.encode(`${name}"`));
    this.rules = [...members.values()];
    let count = 0;
    this.requiredBits = Int32Array.from(names, (name) => (required.has(name) ? count++ : -1));
    this.requiredCount = count;
    this.byName = new Map(names.map((name, index) => [name, index]));
    this.others = limits.others;
    this.minMembers = limits.minMembers;
    this.maxMembers = limits.maxMembers;
    this.nextMember = Int32Array.from({ length: names.length + 1 }, (_, index) => (index < names.length ? index : -1));
  }
}

/** What is asked of the members of an object besides their values. */
export interface MemberLimits {
  readonly others: ScanRule;
  readonly minMembers: number;
  readonly maxMembers: number;
}
