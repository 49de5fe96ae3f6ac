import {
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescMessage,
  type FileRegistry,
  ScalarType,
} from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { WireType } from "@bufbuild/protobuf/wire";
import { wireTypeOf } from "./encode-scalar.js";
import { dynamicTypes } from "./well-known.js";

/** What a checker has to know about one field. */
export interface FieldPlan {
  readonly number: number;
  /** Name in JSON, used in paths into payloads. */
  readonly jsonName: string;
  /** Full name, used in paths into schemas. */
  readonly schemaPath: string;
  readonly repeated: boolean;
  /** How a single element goes over the wire; lists of numbers also come packed, as length-delimited. */
  readonly wireType: WireType;
  readonly packable: boolean;
  /** Undefined for messages. Enums travel as int32. */
  readonly scalar: ScalarType | undefined;
  /** Bytes of a string must be UTF-8. */
  readonly utf8: boolean;
  /** The closed enum whose values only are allowed. */
  readonly closedEnum: DescEnum | undefined;
  readonly required: boolean;
  /** The name of its oneof. */
  readonly oneof: string | undefined;
  /** The plan of the message type, undefined for scalars. A function since types may be recursive. */
  readonly message: (() => MessagePlan) | undefined;
}

/** What a checker has to know about a message. */
export interface MessagePlan {
  readonly name: string;
  readonly fields: ReadonlyMap<number, FieldPlan>;
  readonly required: readonly FieldPlan[];
  /** Map entries have a key and a value and nothing else. */
  readonly isMapEntry: boolean;
  /** Whether its values have any form: google.protobuf.Struct, ListValue and Value. */
  readonly isDynamic: boolean;
  /** Whether it or any message inside it has required fields. */
  readonly holdsRequired: () => boolean;
}

/** Makes plans for the messages of a registry and keeps them. */
export class MessagePlanner {
  private readonly plans = new Map<string, MessagePlan>();
  private readonly extensions = new Map<string, DescExtension[]>();

  constructor(registry: FileRegistry) {
    for (const type of registry) {
      if (type.kind !== "extension") continue;
      const known = this.extensions.get(type.extendee.typeName);
      if (known === undefined) this.extensions.set(type.extendee.typeName, [type]);
      else known.push(type);
    }
  }

  plan(message: DescMessage): MessagePlan {
    const known = this.plans.get(message.typeName);
    if (known !== undefined) return known;
    const declared: (DescField | DescExtension)[] = [
      ...message.fields,
      ...(this.extensions.get(message.typeName) ?? []),
    ];
    const fields = new Map(declared.map((field) => [field.number, this.fieldPlan(field)]));
    const plan: MessagePlan = {
      name: message.typeName,
      isMapEntry: false,
      isDynamic: dynamicTypes.has(message.typeName),
      fields,
      required: [...fields.values()].filter((field) => field.required),
      holdsRequired: once(() => holdsRequired(plan)),
    };
    this.plans.set(message.typeName, plan);
    return plan;
  }

  private fieldPlan(field: DescField | DescExtension): FieldPlan {
    const owner = field.kind === "extension" ? "" : `${field.parent.typeName}.`;
    const common = {
      number: field.number,
      jsonName: field.jsonName,
      schemaPath: field.kind === "extension" ? field.typeName : `${owner}${field.name}`,
      required: field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED,
      oneof: field.oneof?.name,
      repeated: field.fieldKind === "list" || field.fieldKind === "map",
    };
    if (field.fieldKind === "map") return { ...common, ...lengthDelimited, message: once(() => this.entryPlan(field)) };
    const { message } = field;
    if (message !== undefined) {
      const delimited = "delimitedEncoding" in field && field.delimitedEncoding;
      const wireType = delimited ? WireType.StartGroup : WireType.LengthDelimited;
      return { ...common, ...lengthDelimited, wireType, message: once(() => this.plan(message)) };
    }
    const scalar = field.scalar ?? ScalarType.INT32;
    const wireType = wireTypeOf(scalar);
    return {
      ...common,
      ...scalarPart(field, scalar),
      wireType,
      packable: common.repeated && wireType !== WireType.LengthDelimited,
      message: undefined,
    };
  }

  /** Map entries are messages with a key and a value (encoding guide, "Maps"), but protobuf-es has no descriptor for them. */
  private entryPlan(field: DescField & { fieldKind: "map" }): MessagePlan {
    const schemaPath = `${field.parent.typeName}.${field.name}`;
    const part = { schemaPath, required: false, oneof: undefined, repeated: false, packable: false };
    const { message } = field;
    const key: FieldPlan = {
      ...part,
      ...scalarPart({ utf8Validation: field.utf8Validation, enum: undefined }, field.mapKey),
      number: 1,
      jsonName: "key",
      wireType: wireTypeOf(field.mapKey),
      message: undefined,
    };
    const scalar = field.scalar ?? ScalarType.INT32;
    const value: FieldPlan =
      message === undefined
        ? { ...part, ...scalarPart(field, scalar), number: 2, jsonName: "value", wireType: wireTypeOf(scalar), message }
        : { ...part, ...lengthDelimited, number: 2, jsonName: "value", message: once(() => this.plan(message)) };
    const fields = new Map([key, value].map((one) => [one.number, one]));
    const plan: MessagePlan = {
      name: schemaPath,
      isMapEntry: true,
      isDynamic: false,
      fields,
      required: [],
      holdsRequired: once(() => holdsRequired(plan)),
    };
    return plan;
  }
}

const lengthDelimited = {
  wireType: WireType.LengthDelimited,
  packable: false,
  scalar: undefined,
  utf8: false,
  closedEnum: undefined,
} as const;

function scalarPart(field: Pick<DescField, "utf8Validation" | "enum">, scalar: ScalarType) {
  return {
    scalar,
    utf8: scalar === ScalarType.STRING && field.utf8Validation,
    closedEnum: field.enum?.open === false ? field.enum : undefined,
  };
}

function holdsRequired(root: MessagePlan): boolean {
  // A set that grows while it is walked instead of recursion: types may refer deeper than the stack reaches.
  const plans = new Set([root]);
  for (const plan of plans) {
    if (plan.required.length > 0) return true;
    for (const { message } of plan.fields.values()) if (message !== undefined) plans.add(message());
  }
  return false;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
