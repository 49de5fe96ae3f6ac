import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import type { CompareContext } from "./compare-context.js";
import { compareEnums } from "./compare-enums.js";
import { compareField } from "./compare-field.js";
import { compareStatedRules } from "./compare-stated-rules.js";
import { fieldsJoined } from "./compare-oneofs.js";
import type { Difference, Trail } from "./difference.js";
import type { AnyField } from "./element-type.js";
import { FieldLookup } from "./field-lookup.js";
import type { MessagePair } from "./field-pair.js";
import { fieldAdded, fieldNumberReused, fieldRemoved, messageOptions, requiredMissing } from "./message-members.js";
import { lostReservations } from "./reservations.js";
import { otherSide, typeSpot } from "./spots.js";

/** Fields compared before giving up, so that crossed types stay bounded. */
const maxFields = 800_000;

/** Differences collected before those that break nothing are left out. */
const maxNotes = 20_000;

/** A pair to compare and how the writer's message is reached. */
interface Visit extends MessagePair {
  readonly trail: Trail;
}

/**
 * Compares message types in pairs, following fields into the types they hold. The obligations of a pair are all needed and
 * none is an alternative, so visiting each pair once proves recursive types by coinduction: whatever is wrong anywhere is found
 * where it is. Roots are gone through in their order, so that what can be shown by an event of the first message is, and from
 * each root the near types come before the far ones, so that those events are small.
 */
export class MessageComparer {
  readonly differences: Difference[] = [];
  private readonly visited = new Map<object, Set<object>>();
  private readonly fields: Record<"reader" | "writer", FieldLookup>;
  private work = 0;

  constructor(private readonly context: CompareContext) {
    this.fields = {
      reader: new FieldLookup(context.reader.registry),
      writer: new FieldLookup(context.writer.registry),
    };
  }

  /** Compares messages that are events of their own, and all that can be inside them. */
  compare(roots: readonly MessagePair[]): void {
    for (const pair of roots) {
      if (!this.context.inhabited.has(pair.writer)) {
        this.compareMembers(pair);
        continue;
      }
      if (!this.compareBelow({ ...pair, trail: { root: pair.writer, length: 0 } })) return;
    }
  }

  /** Compares two enums, whether or not a field uses them. */
  compareEnums(reader: DescEnum, writer: DescEnum): void {
    if (this.isNew(reader, writer)) this.differences.push(...compareEnums(this.context, reader, writer));
  }

  /** Compares all that a root leads to; false when the budget is spent. */
  private compareBelow(root: Visit): boolean {
    const visits = [root];
    // A list instead of recursion: types may nest and refer deeper than the stack reaches.
    for (let next = 0; next < visits.length; next++) {
      const visit = visits[next];
      if (visit === undefined || !this.isNew(visit.reader, visit.writer)) continue;
      this.work += visit.reader.fields.length + visit.writer.fields.length + 1;
      if (this.work > maxFields) {
        this.differences.push(tooMuch(visit));
        return false;
      }
      visits.push(...this.compareOne(visit));
    }
    return true;
  }

  private isNew(reader: object, writer: object): boolean {
    const known = this.visited.get(reader);
    if (known === undefined) this.visited.set(reader, new Set([writer]));
    else if (known.has(writer)) return false;
    else known.add(writer);
    return true;
  }

  private compareOne({ reader, writer, trail }: Visit): Visit[] {
    const { context, differences } = this;
    const breaksOnly = differences.length > maxNotes;
    const fields = { reader: this.fields.reader.of(reader), writer: this.writable(writer) };
    const further: Visit[] = [];
    for (const written of fields.writer.values()) {
      const read = fields.reader.get(written.number);
      if (read === undefined) continue;
      const { differences: found, inside } = compareField({
        context,
        breaksOnly,
        reader: read,
        writer: written,
        trail,
      });
      differences.push(...found);
      if (read.enum !== undefined && written.enum !== undefined) this.compareEnums(read.enum, written.enum);
      if (inside === undefined) continue;
      further.push({
        ...inside,
        trail: { ...trail, last: { step: written, before: trail }, length: trail.length + 1 },
      });
    }
    for (const read of fields.reader.values()) {
      if (!fields.writer.has(read.number)) differences.push(...requiredMissing({ reader, writer }, read, trail));
    }
    differences.push(...fieldsJoined(context, reader, fields.writer, trail));
    this.compareMembers({ reader, writer });
    differences.push(...messageOptions({ reader, writer }, fields, trail));
    if (!breaksOnly) differences.push(...compareStatedRules(context, { reader, writer }, fields));
    return further;
  }

  /** Fields that an event can have: not those whose type has no messages. */
  private writable(message: DescMessage): ReadonlyMap<number, AnyField> {
    const all = this.fields.writer.of(message);
    const { inhabited } = this.context;
    const impossible = [...all.values()].filter((one) => one.message !== undefined && !inhabited.has(one.message));
    if (impossible.length === 0) return all;
    return new Map([...all].filter(([, field]) => !impossible.includes(field)));
  }

  /** What was added and removed, told by which schema is newer. */
  private compareMembers(pair: MessagePair): void {
    if (pair.reader.proto === pair.writer.proto || this.differences.length > maxNotes) return;
    const { context, differences } = this;
    const [newSide, oldSide] = [context.newer, otherSide(context.newer)];
    const [newer, older] = [pair[newSide], pair[oldSide]];
    const [now, before] = [this.fields[newSide].of(newer), this.fields[oldSide].of(older)];
    const byName = new Map([...now.values()].map((field) => [field.name, field]));
    for (const field of before.values()) {
      const same = now.get(field.number);
      if (same === undefined) differences.push(...fieldRemoved(context, newer, field, byName.get(field.name)));
      else differences.push(...fieldNumberReused(context, { before: field, after: same }, byName.get(field.name)));
    }
    for (const field of now.values()) {
      if (!before.has(field.number)) differences.push(fieldAdded(context, { older, newer }, field));
    }
    differences.push(...lostReservations(context, older, newer));
  }
}

function tooMuch({ reader, writer, trail }: Visit): Difference {
  const message = `More than ${maxFields} fields would have to be compared; the comparison stopped at ${writer.typeName}.`;
  const advise = () => ({ suggestion: "Split the schema, or change fewer types at once." });
  return {
    ruleId: "comparison-budget-exceeded",
    reader: typeSpot(reader),
    writer: typeSpot(writer),
    message,
    advise,
    proof: { trail, recipes: [] },
  };
}
