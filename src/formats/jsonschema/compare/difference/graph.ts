import { type JsonValue, valueKey } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import type { Pattern } from "../../patterns/pattern.js";
import { tracksEvaluated } from "../../validation/tracks-evaluated.js";
import { type Draft, resolved } from "./draft.js";
import { mergeEqual } from "./merge-equal.js";
import type { Node, Part } from "./node.js";
import { patternParts } from "./pattern-parts.js";
import { SideBuilder, type SideOptions } from "./side-builder.js";

/** Turns the schemas of both sides into nodes, one for all that say the same. */
export class NodeGraph {
  readonly #drafts: Draft[] = [];
  readonly #made = new Map<string, Node>();
  #settled: Node[] = [];
  #tracks = false;
  #next = 1;

  /** The nodes of both roots. Call once. */
  build(writer: Schema, writerOptions: SideOptions, reader: Schema, readerOptions: SideOptions): readonly [Node, Node] {
    this.#tracks = writerOptions.declaredOnly || tracksEvaluated(writer) || tracksEvaluated(reader);
    const left = this.#side(writer, writerOptions);
    const right = this.#side(reader, readerOptions);
    const canonical = mergeEqual(this.#drafts);
    this.#settled = [...new Set(canonical.values())];
    const of = (draft: Draft): Node => canonical.get(resolved(draft)) ?? draft;
    return [of(left), of(right)];
  }

  /** How many different nodes there are. */
  get size(): number {
    return this.#settled.length;
  }

  /** A node with these demands, the same for the same key. */
  make(key: string, parts: readonly Part[]): Node {
    let node = this.#made.get(key);
    if (node === undefined) {
      node = { id: this.#next++, parts, declares: false, marks: [], origin: undefined };
      this.#made.set(key, node);
    }
    return node;
  }

  /** A node that only these values fit. */
  values(values: readonly JsonValue[]): Node {
    const keys = new Set(values.map(valueKey));
    return this.make(`values ${[...keys].sort().join()}`, [{ kind: "values", values, keys }]);
  }

  /** A node that texts with the pattern in them fit, and nothing but texts. */
  text(pattern: Pattern): Node {
    const parts: Part[] = [{ kind: "types", types: new Set(["string"]), wholeOnly: false }];
    for (const one of patternParts(pattern)) {
      const inner: Part = { kind: "pattern", pattern: one.pattern };
      const key = `pattern ${one.pattern.flags}/${one.pattern.source}`;
      parts.push(one.negate ? { kind: "not", node: this.make(key, [inner]) } : inner);
    }
    return this.make(`text ${pattern.flags}/${pattern.source}`, parts);
  }

  /** A node that fits what fits one of these. */
  any(nodes: readonly Node[]): Node {
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined) return only;
    return this.make(`any ${nodes.map(({ id }) => id).join()}`, [{ kind: "any", nodes }]);
  }

  /** A node that no value fits. */
  never(): Node {
    return this.make("never", [{ kind: "types", types: new Set(), wholeOnly: false }]);
  }

  #side(root: Schema, options: SideOptions): Draft {
    const builder = new SideBuilder(options, this.#tracks, (origin) => {
      const draft: Draft = { id: this.#next++, parts: [], declares: false, marks: [], origin };
      this.#drafts.push(draft);
      return draft;
    });
    return builder.build(root);
  }
}
