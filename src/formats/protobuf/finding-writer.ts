import type { Finding, SchemaFix, Severity, SourcePosition, TextEdit } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import type { Difference, Repair, Spot } from "./difference.js";
import type { LoadedSchema } from "./load-schema.js";
import { rulesById } from "./rules.js";
import { SchemaEditor } from "./schema-editor.js";

/** Turns differences into findings: severity and scope of the rule, places in the texts, advice about the newer schema. */
export class FindingWriter {
  private readonly editor: SchemaEditor | undefined;

  constructor(private readonly context: CompareContext) {
    const newer = context[context.newer];
    this.editor = newer.text === undefined ? undefined : new SchemaEditor(newer);
  }

  write(difference: Difference): Finding {
    const { ruleId, reader, writer, message, advise } = difference;
    const { severity, scope } = rulesById[ruleId];
    const advice = advise?.(this.context.newer);
    const [readerPosition, writerPosition] = [place(this.context.reader, reader), place(this.context.writer, writer)];
    const fix = advice?.repair === undefined ? undefined : this.fix(advice.repair);
    return {
      ruleId,
      severity: difference.severity ?? severity,
      ...(scope === undefined ? {} : { scope }),
      readerPath: reader.path,
      writerPath: writer.path,
      ...(readerPosition === undefined ? {} : { readerPosition }),
      ...(writerPosition === undefined ? {} : { writerPosition }),
      message,
      suggestion: advice?.suggestion ?? "",
      ...(fix === undefined ? {} : { fix }),
    };
  }

  private fix(repair: Repair): SchemaFix | undefined {
    const edits = this.editor === undefined ? undefined : repair(this.editor);
    if (edits === undefined || edits.length === 0) return undefined;
    const known = edits.filter((edit): edit is TextEdit => edit !== undefined);
    return known.length < edits.length ? undefined : { side: this.context.newer, edits: known };
  }
}

function place(schema: LoadedSchema, { node }: Spot): SourcePosition | undefined {
  return node === undefined ? undefined : schema.positionOf(node);
}

/** Findings given; of more only the number is told. */
const maxFindings = 1000;

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** As many of the most severe differences as are told, and how many are left out. */
export function mostSevere(differences: readonly Difference[]): { kept: readonly Difference[]; left: number } {
  const rank = ({ ruleId, severity }: Difference): number => ranks[severity ?? rulesById[ruleId].severity];
  const sorted = [...differences].sort((a, b) => rank(a) - rank(b));
  return { kept: sorted.slice(0, maxFindings), left: Math.max(0, sorted.length - maxFindings) };
}

/** Most severe first; `left` is how many more there were. */
export function sortFindings(findings: readonly Finding[], left = 0): Finding[] {
  const sorted = [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  return left === 0 ? sorted : [...sorted, moreFindings(left)];
}

function moreFindings(count: number): Finding {
  const message = `At least ${count} more findings of the same or lower severity were left out.`;
  const { severity } = rulesById["source-more-findings"];
  return { ruleId: "source-more-findings", severity, readerPath: "", writerPath: "", message, suggestion: "" };
}
