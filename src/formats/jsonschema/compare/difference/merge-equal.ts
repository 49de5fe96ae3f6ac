import { type Draft, resolved } from "./draft.js";
import type { Node, Part } from "./node.js";

/** The drafts with those that say the same made one, by refining classes of drafts until no class falls apart. */
export function mergeEqual(drafts: readonly Draft[]): Map<Draft, Node> {
  const own = drafts.filter(({ same }) => same === undefined);
  let classes = new Map<Draft, number>(own.map((draft) => [draft, 0]));
  const shapes = new Map(own.map((draft) => [draft, shapeOf(draft)]));
  for (let count = 0; ; ) {
    const seen = new Map<string, number>();
    const next = new Map<Draft, number>();
    for (const draft of own) {
      const { parts = [], marks = [] } = shapes.get(draft) ?? {};
      const inner = (node: Node): number => classes.get(resolved(node as Draft)) ?? 0;
      const printed = parts.map(({ text, nodes }) =>
        nodes.length === 0 ? text : `${text}:${nodes.map(inner).join()}`,
      );
      const key = `${[...new Set(printed)].sort().join(" ")}|${marks.map(inner).join()}|${draft.declares}`;
      let at = seen.get(key);
      if (at === undefined) seen.set(key, (at = seen.size));
      next.set(draft, at);
    }
    classes = next;
    if (seen.size === count) break;
    count = seen.size;
  }
  const firsts = new Map<number, Draft>();
  for (const draft of own) {
    const at = classes.get(draft) ?? 0;
    if (!firsts.has(at)) firsts.set(at, draft);
  }
  const canonical = new Map<Draft, Draft>();
  for (const draft of own) canonical.set(draft, firsts.get(classes.get(draft) ?? 0) ?? draft);
  const of = (node: Node): Node => canonical.get(resolved(node as Draft)) ?? node;
  for (const draft of firsts.values()) {
    draft.parts = draft.parts.map((part) => mapNodes(part, of));
    draft.marks = draft.marks.map(of);
  }
  return canonical;
}

interface Shape {
  readonly parts: readonly { readonly text: string; readonly nodes: readonly Node[] }[];
  readonly marks: readonly Node[];
}

function shapeOf(draft: Draft): Shape {
  return { parts: draft.parts.map((part) => ({ text: textOf(part), nodes: nodesOf(part) })), marks: draft.marks };
}

function nodesOf(part: Part): readonly Node[] {
  if ("nodes" in part) return part.nodes;
  if ("node" in part) return [part.node];
  if (part.kind !== "if") return [];
  return [part.test, part.yes, part.no].filter((one) => one !== undefined);
}

/** What a demand says apart from the nodes in it. */
function textOf(part: Part): string {
  switch (part.kind) {
    case "types":
      return `types ${[...part.types].sort().join()} ${part.wholeOnly}`;
    case "values":
      return `values ${[...part.keys].sort().join()}`;
    case "pattern":
    case "pattern-members":
      return JSON.stringify([part.kind, part.pattern.flags, part.pattern.source]);
    case "rest-members":
      return JSON.stringify([part.kind, [...part.except].sort(), part.outside.map(({ source }) => source).sort()]);
    case "if":
      return `if ${part.yes !== undefined} ${part.no !== undefined}`;
    default:
      return JSON.stringify({ ...part, node: undefined, nodes: undefined });
  }
}

function mapNodes(part: Part, of: (node: Node) => Node): Part {
  if ("nodes" in part) return { ...part, nodes: part.nodes.map(of) };
  if ("node" in part) return { ...part, node: of(part.node) };
  if (part.kind !== "if") return part;
  const optional = (node: Node | undefined): Node | undefined => (node === undefined ? undefined : of(node));
  return { ...part, test: of(part.test), yes: optional(part.yes), no: optional(part.no) };
}
