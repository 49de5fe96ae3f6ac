import { invalidArgument } from "./errors.js";

/** Who asked for something, and why. It is kept with each thing that was changed. */
export interface Attribution {
  readonly actor: string;
  readonly reason?: string;
}

/** The longest name of somebody, in characters. */
const maxNameLength = 255;

/** The longest that anybody may say about something, in characters. */
const maxWordsLength = 4000;

/** @throws SluiceError INVALID_ARGUMENT when name or reason is too long to be kept with everything that a call changes */
export function checkAttribution({ actor, reason = "" }: Attribution): void {
  checkPerson("actor", actor);
  checkWords("reason", reason);
}

/** @throws SluiceError INVALID_ARGUMENT naming the field when the name of somebody is over 255 characters */
export function checkPerson(field: string, name: string): void {
  refuseLonger(field, name, maxNameLength);
}

/** @throws SluiceError INVALID_ARGUMENT naming the field when what somebody says, such as a note, is over 4,000 characters */
export function checkWords(field: string, words: string): void {
  refuseLonger(field, words, maxWordsLength);
}

function refuseLonger(field: string, text: string, most: number): void {
  if (text.length <= most) return;
  throw invalidArgument(field, `has ${text.length} characters; at most ${most} are allowed`);
}
