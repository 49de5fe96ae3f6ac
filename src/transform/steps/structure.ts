import { invalidArgument } from "../../core/errors.js";
import type { Draft } from "../draft.js";
import { cloneNode, equalNodes, type JsonItem, type JsonNode, memberOf, typeOf } from "../json-tree.js";
import { pointerOf } from "../../core/json-pointer.js";
import { childAt } from "../pointer.js";
import type { PatchStep, StepAction } from "../recipe-step.js";
import { innermostFirst, type Place } from "../select.js";
import { placeFinder, readPath, readPointer, readTarget, readValue, select, type StepRun } from "./places.js";

type Step<Kind extends StepAction["kind"]> = Extract<StepAction, { kind: Kind }>;

/** JSON Patch (RFC 6902 section 4): one place, which has to be there. */
export function patchStep(field: string, step: PatchStep): StepRun {
  const path = readPointer(`${field}.path`, step.path);
  const from = readPointer(`${field}.from`, step.from);
  const needsValue = step.op === "add" || step.op === "replace" || step.op === "test";
  if (needsValue !== (step.value !== undefined)) {
    throw invalidArgument(
      `${field}.value`,
      needsValue ? `is required for ${step.op}` : `does not belong to ${step.op}`,
    );
  }
  const value = step.value === undefined ? undefined : readValue(`${field}.value`, step.value);
  switch (step.op) {
    case "move":
      return (draft) => {
        draft.move(existing(draft, from), path);
      };
    case "copy":
      return (draft) => {
        const { value } = existing(draft, from).item;
        draft.work.node(value);
        draft.addAt(path, cloneNode(value));
      };
    case "remove":
      return (draft) => {
        draft.remove(existing(draft, path));
      };
    default:
      return patchWithValue(step.op, path, value ?? { kind: "literal", raw: "null" });
  }
}

function patchWithValue(op: "add" | "replace" | "test", path: readonly string[], value: JsonNode): StepRun {
  return (draft) => {
    if (op === "add") {
      draft.addAt(path, value);
      return;
    }
    const { item, tokens } = existing(draft, path);
    if (op === "replace") {
      draft.replace(item, tokens, value);
      return;
    }
    draft.work.node(item.value);
    draft.work.node(value);
    if (!equalNodes(item.value, value)) throw draft.fail("test-failed", tokens, "has another value than tested for");
  };
}

/** The place a pointer leads to. */
function existing(draft: Draft, tokens: readonly string[]): Place {
  const item = draft.placeAt(tokens);
  if (item === undefined) throw draft.fail("path-missing", tokens, "does not exist");
  const parent = tokens.length === 0 ? undefined : draft.placeAt(tokens.slice(0, -1))?.value;
  const isContainer = parent?.kind === "object" || parent?.kind === "array";
  return { item, parent: isContainer ? parent : undefined, tokens };
}

/** Puts a value where others are. */
export function setStep(field: string, step: Step<"set">, required: boolean): StepRun {
  const find = placeFinder(`${field}.path`, step.path, required);
  const value = readValue(`${field}.value`, step.value);
  return (draft) => {
    for (const { item, tokens } of innermostFirst(find(draft))) draft.replace(item, tokens, value);
  };
}

/** Gives members another name. */
export function renameStep(field: string, step: Step<"rename">, required: boolean): StepRun {
  const find = placeFinder(`${field}.path`, step.path, required);
  return (draft) => {
    for (const place of innermostFirst(find(draft))) draft.rename(place, step.to);
  };
}

/** Takes members or items away; the last ones first, so that indexes stay right. */
export function dropStep(field: string, step: Step<"drop">, required: boolean): StepRun {
  const find = placeFinder(`${field}.path`, step.path, required);
  if (readPath(`${field}.path`, step.path).length === 0) throw invalidArgument(`${field}.path`, "is the whole event");
  return (draft) => {
    const places = find(draft).toSorted((a, b) => compareTokens(b.tokens, a.tokens));
    for (const place of places) {
      if (step.onlyNull !== true || typeOf(place.item.value) === "null") draft.remove(place);
    }
  };
}

/** Document order: by index within an array, outer ones before what is in them. */
function compareTokens(a: Place["tokens"], b: Place["tokens"]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [left, right] = [a[at] ?? "", b[at] ?? ""];
    if (typeof left === "number" && typeof right === "number" && left !== right) return left - right;
    if (left !== right) return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

/** Adds a member where it is missing. */
export function defaultStep(field: string, step: Step<"default">): StepRun {
  const { parents, name, tokens } = readTarget(`${field}.path`, step.path);
  const value = readValue(`${field}.value`, step.value);
  return (draft) => {
    if (tokens !== undefined) makeObjects(draft, tokens.slice(0, -1));
    for (const parent of select(draft, parents, step.path)) {
      const object = parent.item.value;
      if (object.kind !== "object") continue;
      draft.work.passOver(object.members.length);
      const known = memberOf(object, name);
      if (known === undefined) draft.add(parent.item, [...parent.tokens, name], value);
      else if (step.replaceNull && typeOf(known.value) === "null") {
        draft.replace(known, [...parent.tokens, name], value);
      }
    }
  };
}

/** Makes the objects on a way that are missing; stops where something else is in the way. */
function makeObjects(draft: Draft, tokens: readonly string[]): void {
  let at: JsonItem = draft.document.root;
  for (const [index, token] of tokens.entries()) {
    draft.work.passOver(at.value.kind === "object" ? at.value.members.length : 0);
    const next = childAt(at.value, token);
    if (next === undefined) {
      if (at.value.kind !== "object") return;
      draft.add(at, tokens.slice(0, index + 1), { kind: "object", members: [], empty: "" });
    }
    const made = next ?? childAt(at.value, token);
    if (made === undefined) return;
    at = made;
  }
}

/** Moves a value to another place, making objects on the way; nothing may be there yet. */
export function moveStep(field: string, step: Step<"move">, required: boolean): StepRun {
  const from = readPointer(`${field}.from`, step.from);
  const to = readPointer(`${field}.to`, step.to);
  if (from.length === 0 || to.length === 0) throw invalidArgument(`${field}.from`, "and `to` must name members");
  const within = readPath(`${field}.within`, step.within === "" ? "$" : step.within);
  return (draft) => {
    let moved = 0;
    // A move within one that is moved itself comes first, since its place is another one afterwards.
    for (const base of innermostFirst(select(draft, within, step.within))) {
      const root = base.tokens.map(String);
      if (draft.placeAt([...root, ...from]) === undefined) continue;
      if (draft.placeAt([...root, ...to]) !== undefined) {
        throw draft.fail("path-taken", [...root, ...to], "exists already, so nothing can be moved there");
      }
      const target = [...root, ...to];
      const source = [...root, ...from];
      if (pointerOf(target).startsWith(`${pointerOf(source)}/`)) {
        throw draft.fail("wrong-type", target, "lies within what is to be moved");
      }
      makeObjects(draft, target.slice(0, -1));
      draft.move(existing(draft, source), target);
      moved += 1;
    }
    if (required && moved === 0) throw draft.fail("path-missing", step.from, "leads nowhere in this event");
  };
}
