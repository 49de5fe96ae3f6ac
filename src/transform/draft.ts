import {
  appendMember,
  cloneNode,
  insertItem,
  type JsonArray,
  type JsonDocument,
  type JsonItem,
  type JsonNode,
  type JsonObject,
  memberOf,
  removeFrom,
  writeNode,
} from "./json-tree.js";
import { pointerOf } from "../core/json-pointer.js";
import { indexOf, placeAt } from "./pointer.js";
import type { Change, StepFailure, StepFailureCode } from "./recipe-step.js";
import type { Place } from "./select.js";
import { Work } from "./work.js";

/** Bytes of JSON text that the steps of a program may put into one event; copies of copies double. */
const maxWritten = 16 * 1024 * 1024;

/** What noting a change costs, in values that are looked at. */
const changeWork = 2;

/** Deepest nesting a program may make. */
const maxDepth = 1000;

/** Thrown within a program to give up; never leaves the room. */
export class StepError extends Error {
  readonly failure: StepFailure;

  constructor(failure: StepFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

type Tokens = readonly (string | number)[];

/** An event while a program changes it: every change goes through here and is noted. */
export class Draft {
  readonly document: JsonDocument;
  /** What its steps do is counted here. */
  readonly work: Work;
  readonly changes: Change[] = [];
  /** The step at work, from 1. */
  step = 0;
  #written = 0;

  constructor(document: JsonDocument, work = new Work()) {
    this.document = document;
    this.work = work;
  }

  /** The place that tokens lead to; undefined when there is none. */
  placeAt(tokens: readonly string[]): JsonItem | undefined {
    return placeAt(this.document, tokens, this.work);
  }

  /** Gives up: names the step and the place. */
  fail(code: StepFailureCode, place: string | Tokens, message: string): StepError {
    const path = typeof place === "string" ? place : pointerOf(place);
    return new StepError({ code, step: this.step, path, message });
  }

  /** Puts another value where one is. Nothing is noted when it is written the same. */
  replace(item: JsonItem, tokens: Tokens, node: JsonNode): void {
    this.work.node(item.value);
    const [before, after] = [writeNode(item.value), this.#write(node, tokens)];
    if (before === after) return;
    item.value = cloneNode(node);
    this.#note({ op: "replace", path: pointerOf(tokens), from: "", before, after });
  }

  /** Adds to the object or array at a place, as `add` of RFC 6902 does. */
  add(parent: JsonItem, tokens: Tokens, node: JsonNode): void {
    const token = String(tokens.at(-1) ?? "");
    const container = parent.value;
    if (container.kind === "object") {
      this.work.passOver(container.members.length);
      const known = memberOf(container, token);
      if (known !== undefined) {
        this.replace(known, tokens, node);
        return;
      }
      const after = this.#write(node, tokens);
      appendMember(container, token, cloneNode(node));
      this.#note({ op: "add", path: pointerOf(tokens), from: "", before: "", after });
      return;
    }
    if (container.kind !== "array") throw this.fail("wrong-type", tokens, "has no object or array above it");
    const index = indexOf(token, container.items.length);
    if (index === undefined) throw this.fail("path-missing", tokens, "is no index of the array, nor its end");
    const after = this.#write(node, tokens);
    this.work.passOver(container.items.length - index);
    insertItem(container, index, cloneNode(node));
    this.#note({ op: "add", path: pointerOf([...tokens.slice(0, -1), index]), from: "", before: "", after });
  }

  /** Takes a place away. Of members with the same name all go, since an earlier one would come back otherwise. */
  remove({ item, parent, tokens }: Place): void {
    if (parent === undefined) throw this.fail("wrong-type", tokens, "is the whole event, which cannot be taken away");
    take(parent, item, this.work);
    this.work.node(item.value);
    this.#note({ op: "remove", path: pointerOf(tokens), from: "", before: writeNode(item.value), after: "" });
  }

  /** Gives a member another name, in its place. */
  rename({ item, parent, tokens }: Place, name: string): void {
    if (parent?.kind !== "object") throw this.fail("wrong-type", tokens, "is not a member of an object");
    const target = [...tokens.slice(0, -1), name];
    if (tokens.at(-1) === name) return;
    this.work.passOver(3 * parent.members.length);
    if (memberOf(parent, name) !== undefined) {
      throw this.fail("path-taken", target, "exists already, so nothing can be renamed to it");
    }
    const member = parent.members.find((one) => one === item);
    if (member === undefined) throw this.fail("path-missing", tokens, "is gone");
    const old = member.name;
    for (const twin of parent.members.filter((one) => one.name === old && one !== member)) {
      takeMember(parent, twin, { work: this.work, alone: true });
    }
    member.name = name;
    member.rawName = JSON.stringify(name);
    this.work.node(member.value);
    const text = writeNode(member.value);
    this.#note({ op: "move", path: pointerOf(target), from: pointerOf(tokens), before: text, after: text });
  }

  /** Takes a value from one place and adds it at another, which is looked up after the value is gone. */
  move(from: Place, to: readonly string[]): void {
    const value = from.item.value;
    if (from.parent === undefined) throw this.fail("wrong-type", from.tokens, "is the whole event and cannot be moved");
    const source = pointerOf(from.tokens);
    const target = pointerOf(to);
    if (source === target) return;
    if (target.startsWith(`${source}/`)) throw this.fail("wrong-type", to, "lies within what is to be moved");
    take(from.parent, from.item, this.work);
    const at = this.changes.length;
    this.addAt(to, value);
    const noted = this.changes[at];
    const taken = noted === undefined ? target : noted.path;
    this.work.node(value);
    const text = writeNode(value);
    this.changes.splice(at, this.changes.length - at);
    this.#note({ op: "move", path: taken, from: source, before: text, after: text });
  }

  /** Adds where a JSON Pointer leads; the container must exist. The empty pointer replaces the whole event. */
  addAt(tokens: readonly string[], node: JsonNode): void {
    if (tokens.length === 0) {
      this.replace(this.document.root, [], node);
      return;
    }
    const parent = this.placeAt(tokens.slice(0, -1));
    if (parent === undefined) throw this.fail("path-missing", tokens.slice(0, -1), "does not exist");
    this.add(parent, tokens, node);
  }

  #note(change: Omit<Change, "step">): void {
    this.work.spend(changeWork);
    this.work.text(change.path.length + change.from.length);
    this.changes.push({ step: this.step, ...change });
  }

  #write(node: JsonNode, tokens: Tokens): string {
    // It is written, copied, and its depth is measured.
    this.work.node(node, 3);
    const text = writeNode(node);
    this.#written += text.length;
    if (this.#written > maxWritten) throw this.fail("too-large", tokens, `grows beyond ${maxWritten} bytes`);
    if (tokens.length + depthOf(node) > maxDepth) {
      throw this.fail("too-large", tokens, `nests deeper than ${maxDepth} levels`);
    }
    return text;
  }
}

/** Takes a place out of its container; a member with all that have its name. */
function take(parent: JsonObject | JsonArray, item: JsonItem, work: Work): void {
  if (parent.kind === "object") {
    takeMember(parent, item, { work, alone: false });
    return;
  }
  // Of many items the last ones are taken first.
  const index = parent.items.lastIndexOf(item);
  work.passOver(2 * (parent.items.length - index));
  removeFrom(parent.items, index);
}

/** Takes a member out of its object, with all that have its name unless only this one is meant. */
function takeMember(parent: JsonObject, item: JsonItem, { work, alone }: { work: Work; alone: boolean }): void {
  work.passOver(2 * parent.members.length);
  const name = parent.members.find((member) => member === item)?.name;
  for (let index = parent.members.length - 1; index >= 0; index -= 1) {
    const member = parent.members[index];
    if (member === item || (!alone && member?.name === name)) removeFrom(parent.members, index);
  }
}

function depthOf(node: JsonNode): number {
  const children = node.kind === "object" ? node.members : node.kind === "array" ? node.items : [];
  return children.reduce((deepest, { value }) => Math.max(deepest, 1 + depthOf(value)), 0);
}
