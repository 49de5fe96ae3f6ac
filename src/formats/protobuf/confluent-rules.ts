import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import type { CompareContext } from "./compare-context.js";
import { confluentAdvice } from "./confluent-advice.js";
import { compareOneofs } from "./confluent-oneofs.js";
import type { ComparedMessages, ConfluentPlace as Place, ConfluentReport } from "./confluent-place.js";
import {
  comparedFields,
  comparedMessages,
  keyGroup,
  kindOf,
  scalarGroup,
  statedLabel,
  valueKindOf,
} from "./confluent-types.js";
import type { Difference, Spot } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { ConfluentRuleId } from "./rules-confluent.js";
import { confluentRules } from "./rules-confluent.js";

/**
 * The differences that Confluent's Protobuf rules see, for the policies `strict` and `lenient`, which agree for Protobuf.
 * Paths are those of Confluent: `#/Message/Nested/<number>`, `#/Message/<oneof>/<number>`, `#/Enum/<number>`; `original` is the
 * writer and `update` the reader. Not looked at: reserved numbers, options, extensions, groups, services, JSON names.
 */
export function confluentDifferences(context: CompareContext): Difference[] {
  const rules = new ConfluentRules(context);
  rules.run();
  return rules.differences;
}

/** Whether a difference makes the pair incompatible by Confluent's rules. */
export function isConfluentBreak({ ruleId }: Difference): boolean {
  return Object.hasOwn(confluentRules, ruleId) && confluentRules[ruleId as ConfluentRuleId].severity === "error";
}

/** A message or file whose types are compared by name. */
interface TypeOwner {
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
  /** Undefined for files. */
  readonly owner?: DescMessage;
}

/** A field whose type comes from another file, and what is said when that type turns out to be incompatible. */
interface Cause {
  readonly report: () => void;
  readonly before: Cause | undefined;
  reported: boolean;
}

class ConfluentRules {
  readonly differences: Difference[] = [];
  private readonly referenced = new Set<string>();
  private readonly waiting: { readonly pair: ComparedMessages; readonly cause: Cause }[] = [];
  private cause: Cause | undefined;

  constructor(private readonly context: CompareContext) {}

  run(): void {
    const [original, update] = [this.context.writer.file, this.context.reader.file];
    if (original.proto.package !== update.proto.package) {
      this.add("confluent-package-changed", { path: "#/", original: original.proto, update: update.proto });
    }
    this.compareOwners([{ path: "#", original: topOf(original), update: topOf(update) }]);
    // Lists instead of recursion, so that the stack does not depend on the schema.
    for (const { pair, cause } of this.waiting) {
      this.cause = cause;
      this.compareMessage(pair);
      this.compareOwners([{ path: pair.path, original: insideOf(pair.original), update: insideOf(pair.update) }]);
    }
  }

  private compareOwners(owners: { path: string; original: TypeOwner; update: TypeOwner }[]): void {
    for (const owner of owners) {
      for (const pair of this.compareTypes(owner.path, owner.original, owner.update)) {
        this.compareMessage(pair);
        owners.push({ path: pair.path, original: insideOf(pair.original), update: insideOf(pair.update) });
      }
    }
  }

  private readonly add: ConfluentReport = (ruleId, place, advise) => {
    const spot = (node: object | undefined): Spot => (node === undefined ? { path: "" } : { path: place.path, node });
    const spots = { reader: spot(place.update), writer: spot(place.original) };
    const { says } = confluentRules[ruleId];
    const difference = { ruleId, ...spots, message: `${says} (at ${place.path}).` };
    const how = advise ?? confluentAdvice(this.context, ruleId);
    this.differences.push(how === undefined ? difference : { ...difference, advise: how });
    if (confluentRules[ruleId].severity === "error") this.blame();
  };

  /** A break inside a type of another file breaks the fields through which it was reached. */
  private blame(): void {
    const fields: Cause[] = [];
    for (let at = this.cause; at?.reported === false; at = at.before) fields.push(at);
    for (const field of fields) field.reported = true;
    for (const field of fields) field.report();
  }

  private compareTypes(path: string, original: TypeOwner, update: TypeOwner): ComparedMessages[] {
    this.compareEnums(path, original.enums, update.enums);
    const before = new Map(original.messages.map((message, index) => [message.name, { message, index }]));
    const after = new Map(update.messages.map((message, index) => [message.name, { message, index }]));
    const pairs: ComparedMessages[] = [];
    for (const [name, { message, index }] of before) {
      const at = `${path}/${name}`;
      const now = after.get(name);
      if (now === undefined) {
        const advise = confluentAdvice(this.context, "confluent-message-removed", { message, owner: update.owner });
        this.add("confluent-message-removed", { path: at, original: message.proto, update: undefined }, advise);
        continue;
      }
      pairs.push({ path: at, original: message, update: now.message });
      if (now.index !== index) {
        this.add("confluent-message-moved", { path: at, original: message.proto, update: now.message.proto });
      }
    }
    for (const [name, { message }] of after) {
      if (before.has(name)) continue;
      this.add("confluent-message-added", { path: `${path}/${name}`, original: undefined, update: message.proto });
    }
    return pairs;
  }

  private compareEnums(path: string, original: readonly DescEnum[], update: readonly DescEnum[]): void {
    const after = new Map(update.map((type) => [type.name, type]));
    for (const type of original) {
      const at = `${path}/${type.name}`;
      const now = after.get(type.name);
      if (now === undefined) {
        this.add("confluent-enum-removed", { path: at, original: type.proto, update: undefined });
      } else this.compareValues(at, type, now);
    }
    const before = new Set(original.map((type) => type.name));
    for (const type of update.filter(({ name }) => !before.has(name))) {
      this.add("confluent-enum-added", { path: `${path}/${type.name}`, original: undefined, update: type.proto });
    }
  }

  private compareValues(path: string, original: DescEnum, update: DescEnum): void {
    const after = new Map(update.values.map((value) => [value.number, value]));
    for (const value of original.values) {
      const at = `${path}/${value.number}`;
      const now = after.get(value.number);
      if (now === undefined) {
        this.add("confluent-enum-const-removed", { path: at, original: value.proto, update: undefined });
      } else if (now.name !== value.name) {
        this.add("confluent-enum-const-changed", { path: at, original: value.proto, update: now.proto });
      }
    }
    const before = new Set(original.values.map(({ number }) => number));
    for (const value of update.values.filter(({ number }) => !before.has(number))) {
      const at = `${path}/${value.number}`;
      this.add("confluent-enum-const-added", { path: at, original: undefined, update: value.proto });
    }
  }

  private compareMessage(pair: ComparedMessages): void {
    const [original, update] = [comparedFields(pair.original), comparedFields(pair.update)];
    const [before, after] = [byNumber(original), byNumber(update)];
    for (const field of original) {
      const now = after.get(field.number);
      if (now === undefined) this.fieldRemoved(pair, field);
      else this.compareField(pathIn(pair, now), field, now);
    }
    for (const field of update) if (!before.has(field.number)) this.fieldAdded(pair, field);
    compareOneofs(this.context, this.add, pair, { before, after });
  }

  private fieldRemoved(pair: ComparedMessages, field: AnyField): void {
    const { oneof } = field;
    const place = { path: pathIn(pair, field), original: field.proto, update: undefined };
    if (oneof !== undefined) {
      const survivor = pair.update.oneofs.find((one) => one.name === oneof.name);
      if (survivor === undefined) return;
      this.add(
        "confluent-oneof-field-removed",
        place,
        confluentAdvice(this.context, "confluent-oneof-field-removed", { field, oneof: survivor }),
      );
    } else if (statedLabel(field) === "required") {
      const ruleId = "confluent-required-field-removed";
      this.add(ruleId, place, confluentAdvice(this.context, ruleId, { field, message: pair.update }));
    } else this.add("confluent-field-removed", place);
  }

  private fieldAdded(pair: ComparedMessages, field: AnyField): void {
    const { oneof } = field;
    const place = { path: pathIn(pair, field), original: undefined, update: field.proto };
    if (oneof !== undefined) {
      const existed = pair.original.oneofs.some((one) => one.name === oneof.name);
      if (existed) this.add("confluent-oneof-field-added", place);
    } else if (statedLabel(field) === "required") {
      const ruleId = "confluent-required-field-added";
      this.add(ruleId, place, confluentAdvice(this.context, ruleId, { field, message: pair.original }));
    } else this.add("confluent-field-added", place);
  }

  private compareField(path: string, original: AnyField, update: AnyField): void {
    const place = { path, original: original.proto, update: update.proto };
    const changed = (ruleId: ConfluentRuleId): void => {
      this.add(ruleId, place, confluentAdvice(this.context, ruleId, { pair: { reader: update, writer: original } }));
    };
    if (original.name !== update.name) this.add("confluent-field-name-changed", place);
    const [before, after] = [kindOf(original), kindOf(update)];
    if (before !== after) changed("confluent-field-kind-changed");
    else if (before === "message") this.compareNamedTypes(place, [original, update], changed);
    else if (before === "map") this.compareMaps(place, [original, update], changed);
    else if (scalarGroup(original) !== scalarGroup(update)) changed("confluent-field-scalar-kind-changed");
    const [was, is] = [statedLabel(original), statedLabel(update)];
    if (before !== "scalar" || after !== "scalar" || was === undefined || is === undefined || was === is) return;
    const text = scalarGroup(original) === "string or bytes";
    changed(text ? "confluent-field-string-or-bytes-label-changed" : "confluent-field-numeric-label-changed");
  }

  private compareMaps(place: Place, [original, update]: FieldPair, changed: (ruleId: ConfluentRuleId) => void): void {
    if (keyGroup(original) !== keyGroup(update)) changed("confluent-field-scalar-kind-changed");
    const kind = valueKindOf(original);
    if (kind !== valueKindOf(update)) changed("confluent-field-kind-changed");
    else if (kind === "message") this.compareNamedTypes(place, [original, update], changed);
    else if (scalarGroup(original) !== scalarGroup(update)) changed("confluent-field-scalar-kind-changed");
  }

  /** Types are the same when their names are, without the package of their file, and what they name in other files is compatible. */
  private compareNamedTypes(
    place: Place,
    [original, update]: FieldPair,
    changed: (ruleId: ConfluentRuleId) => void,
  ): void {
    const [before, after] = [original.message, update.message];
    if (before === undefined || after === undefined) return;
    if (relativeName(original, before) !== relativeName(update, after)) {
      changed("confluent-field-named-type-changed");
      return;
    }
    const { reader, writer } = this.context;
    const local = before.file === writer.file && after.file === reader.file;
    const key = `${before.typeName} ${after.typeName}`;
    if (local || this.referenced.has(key)) return;
    this.referenced.add(key);
    const report = (): void => {
      changed("confluent-field-named-type-changed");
    };
    const pair = { path: place.path, original: before, update: after };
    this.waiting.push({ pair, cause: { report, before: this.cause, reported: false } });
  }
}

type FieldPair = readonly [original: AnyField, update: AnyField];

function topOf({
  messages,
  enums,
  extensions,
}: {
  messages: readonly DescMessage[];
  enums: readonly DescEnum[];
  extensions: readonly AnyField[];
}): TypeOwner {
  return { messages: comparedMessages(messages, extensions), enums };
}

function insideOf(message: DescMessage): TypeOwner {
  const fields = [...message.fields, ...message.nestedExtensions];
  return { messages: comparedMessages(message.nestedMessages, fields), enums: message.nestedEnums, owner: message };
}

function byNumber(fields: readonly AnyField[]): ReadonlyMap<number, AnyField> {
  return new Map(fields.map((field) => [field.number, field]));
}

function pathIn({ path }: ComparedMessages, field: AnyField): string {
  const oneof = field.oneof === undefined ? "" : `/${field.oneof.name}`;
  return `${path}${oneof}/${field.number}`;
}

/** The name of a type as the file of the field says it: without the package of that file. */
function relativeName(field: AnyField, type: DescMessage): string {
  const file = field.kind === "extension" ? field.file : field.parent.file;
  const prefix = `${file.proto.package}.`;
  return type.typeName.startsWith(prefix) ? type.typeName.slice(prefix.length) : type.typeName;
}
