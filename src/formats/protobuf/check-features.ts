import type { DescEnum, DescField, DescFile, DescMessage } from "@bufbuild/protobuf";
import {
  type FeatureSet,
  FeatureSet_FieldPresence as Presence,
  FeatureSet_MessageEncoding as MessageEncoding,
  FeatureSet_RepeatedFieldEncoding as RepeatedEncoding,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import type { PendingOption } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import { type LinkContext, refuse } from "./resolve-types.js";

/** Checks what depends on resolved features: open enums, presence, and features set where they mean nothing. */
export function checkFeatures(context: LinkContext, file: DescFile): void {
  const features = featureOption(context);
  if (context.parsed.proto.syntax !== "editions" && features !== undefined) {
    const message = 'Features exist in editions only; remove them or write edition = "2023".';
    throw invalidSchema(message, features.place, context.label);
  }
  for (const enumeration of file.enums) checkEnum(context, enumeration);
  for (const message of file.messages) checkMessage(context, message);
}

function featureOption(context: LinkContext): PendingOption | undefined {
  return context.parsed.options.find((option) => option.name[0]?.name === "features" && !option.name[0].isExtension);
}

function checkMessage(context: LinkContext, message: DescMessage): void {
  for (const enumeration of message.nestedEnums) checkEnum(context, enumeration);
  for (const nested of message.nestedMessages) checkMessage(context, nested);
  for (const field of message.fields) checkField(context, field);
}

function checkEnum(context: LinkContext, enumeration: DescEnum): void {
  const first = enumeration.values[0];
  if (first !== undefined && enumeration.open && first.number !== 0) {
    const why = "the first value of an open enum is its default and must be 0";
    throw refuse(
      context,
      first.proto,
      `"${first.name}" of ${enumeration.typeName} has the number ${first.number}; ${why}.`,
    );
  }
}

function checkField(context: LinkContext, field: DescField): void {
  const { IMPLICIT } = Presence;
  if (field.fieldKind === "enum" && field.presence === IMPLICIT && !field.enum.open) {
    const fix = "declare the enum in proto3 or give the field presence (optional)";
    throw refuse(
      context,
      field.proto,
      `Field "${field.name}" has no presence but the closed enum ${field.enum.typeName}; ${fix}.`,
    );
  }
  if (field.presence === IMPLICIT && Object.hasOwn(field.proto, "defaultValue")) {
    throw refuse(
      context,
      field.proto,
      `Field "${field.name}" has no presence, so it cannot have a default; remove it.`,
    );
  }
  const features = field.proto.options?.features;
  const fault = features === undefined ? undefined : featureFault(field, features);
  if (fault !== undefined) throw refuse(context, field.proto, `Field "${field.name}": ${fault}`);
}

function featureFault(field: DescField, features: FeatureSet): string | undefined {
  return presenceFault(field, features) ?? encodingFault(field, features);
}

function presenceFault(field: DescField, features: FeatureSet): string | undefined {
  if (features.fieldPresence === Presence.FIELD_PRESENCE_UNKNOWN) return undefined;
  if (isRepeated(field)) return "field_presence means nothing for repeated fields; remove it.";
  if (field.oneof !== undefined) return "field_presence means nothing in a oneof; remove it.";
  if (field.fieldKind === "message" && features.fieldPresence === Presence.IMPLICIT) {
    return "a message field always has presence; remove field_presence = IMPLICIT.";
  }
  return undefined;
}

function encodingFault(field: DescField, features: FeatureSet): string | undefined {
  if (features.repeatedFieldEncoding !== RepeatedEncoding.REPEATED_FIELD_ENCODING_UNKNOWN) {
    if (!isRepeated(field)) return "repeated_field_encoding means nothing for single fields; remove it.";
    if (features.repeatedFieldEncoding === RepeatedEncoding.PACKED && !isPackable(field))
      return "its type cannot be packed.";
  }
  const encoded = features.messageEncoding !== MessageEncoding.MESSAGE_ENCODING_UNKNOWN;
  if (encoded && (field.message === undefined || field.fieldKind === "map")) {
    return "message_encoding means nothing for it; remove it.";
  }
  return undefined;
}

function isRepeated(field: DescField): boolean {
  return field.fieldKind === "list" || field.fieldKind === "map";
}

function isPackable(field: DescField): boolean {
  const { type } = field.proto;
  return field.fieldKind === "list" && field.message === undefined && type !== Type.STRING && type !== Type.BYTES;
}
