import { typeOf } from "../../model/json.js";
import { type Branch, contradict, type Demand } from "./branch.js";
import { canHoldItem } from "./arrays.js";
import { type Atom, concerns, type Literal, type Node, type Part } from "./node.js";
import { canBreak } from "./objects.js";
import type { Search } from "./search.js";

/** Whether the assumptions of a branch make a demand hold in any case, as far as can be seen at once. */
export function isEntailed(demand: Demand, branch: Branch): boolean {
  if (!("part" in demand)) return branch.statusOf(demand.node) === demand.holds;
  const { part, holds } = demand;
  if (!concerns(part, branch.type)) return holds;
  switch (part.kind) {
    case "required":
      return (holds ? branch.present : branch.absent).has(part.name);
    case "types":
      return !part.wholeOnly && part.types.has(branch.type) === holds;
    case "member": {
      const known = branch.memberLiterals(part.name);
      if (holds) return branch.absent.has(part.name) || known.some(({ node }) => node === part.node);
      return branch.present.has(part.name) && contradict([...known, { node: part.node, holds: true }]);
    }
    default:
      return false;
  }
}

/** Whether the assumptions of a branch make a demand impossible; members and items are looked into. */
export function isRefuted(demand: Demand, branch: Branch, search: Search): boolean {
  if (!("part" in demand)) return isNodeRefuted(demand, branch);
  const { part, holds } = demand;
  if (!concerns(part, branch.type)) return !holds;
  switch (part.kind) {
    case "required":
      return (holds ? branch.absent : branch.present).has(part.name);
    case "types":
      return !(part.wholeOnly && branch.type === "number") && part.types.has(branch.type) !== holds;
    case "values":
      return holds && !part.values.some((value) => typeOf(value) === branch.type);
    case "member":
      return holds ? clashesWithMember(part, branch) : isImpossible(part, branch, search);
    default:
      if (holds) return false;
      return aboutInner.has(part.kind) ? isImpossible(part, branch, search) : sameAtom(demand, branch);
  }
}

/** Demands on single members and items, beside `member`. */
const aboutInner: ReadonlySet<Part["kind"]> = new Set([
  "pattern-members",
  "rest-members",
  "names",
  "item",
  "rest-items",
]);

function sameAtom({ part, owner }: Atom, branch: Branch): boolean {
  return branch.atoms.some((atom) => atom.holds && atom.part === part && atom.owner === owner);
}

function clashesWithMember(part: Atom["part"] & { readonly kind: "member" }, branch: Branch): boolean {
  if (!branch.present.has(part.name)) return false;
  return contradict([...branch.memberLiterals(part.name), { node: part.node, holds: true }]);
}

/** Whether no single member or item can break a demand, whatever else there is. */
function isImpossible(part: Part, branch: Branch, search: Search): boolean {
  const known = branch.findings.get(part);
  if (known !== undefined) return known;
  const { findings } = branch;
  const impossible = branch.type === "object" ? !canBreak(branch, part, search) : !canHoldItem(branch, part, search);
  findings.set(part, impossible);
  return impossible;
}

function isNodeRefuted({ node, holds }: Literal, branch: Branch): boolean {
  const status = branch.statusOf(node);
  if (status !== undefined) return status !== holds;
  return holds && branch.type === "object" && contradictsMembers(node, branch);
}

/** Whether a node wants another value of a member than the one that is there, which is how alternatives are mostly told apart. */
function contradictsMembers(node: Node, branch: Branch): boolean {
  return node.parts.some((part) => {
    if (part.kind === "all") return part.nodes.some((inner) => contradictsMembers(inner, branch));
    if (part.kind === "required") return branch.absent.has(part.name);
    return part.kind === "member" && clashesWithMember(part, branch);
  });
}
