import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { keyBlocked } from "./key-blocked.js";

/** Whose turn it is among letters that are tried one after the other. */
export interface TurnsInLine {
  /** Why it is not the turn of a letter; undefined when it is, or when the letter stands in no line. */
  blocked(letter: DeadLetterRow): Promise<EventFailure | undefined>;
  /** A letter passes: it will be the turn of the next in its line. */
  passed(letter: DeadLetterRow): void;
}

/** It is the turn of the first letter of a line, and of each that comes right after one that passes. */
export function createTurnsInLine(deadLetters: Pick<DeadLetterStore, "beforeInLine">): TurnsInLine {
  /** By stream and key, the letter that passed last. */
  const passed = new Map<string, string>();
  const lineOf = ({ stream, orderingKey }: DeadLetterRow): string => JSON.stringify([stream, orderingKey]);
  return {
    async blocked(letter) {
      if (letter.orderingKey === "" || letter.status !== "open") return undefined;
      const before = await deadLetters.beforeInLine(letter);
      if (before === undefined || passed.get(lineOf(letter)) === before) return undefined;
      return keyBlocked(letter.blockedBy === "" ? before : letter.blockedBy);
    },
    passed(letter) {
      if (letter.orderingKey !== "") passed.set(lineOf(letter), letter.id);
    },
  };
}
