import { invalidArgument } from "./errors.js";

/** Who asked for something, and why. It is kept with each thing that was changed. */
export interface Attribution {
  readonly actor: string;
  readonly reason?: string;
}

/** The longest name and the longest reason, in characters. */
const limits = { actor: 255, reason: 4000 };

/** @throws SluiceError INVALID_ARGUMENT when name or reason is too long to be kept with everything that a call changes */
export function checkAttribution({ actor, reason = "" }: Attribution): void {
  refuseLonger("actor", actor, limits.actor);
  refuseLonger("reason", reason, limits.reason);
}

function refuseLonger(field: string, text: string, most: number): void {
  if (text.length <= most) return;
  throw invalidArgument(field, `has ${text.length} characters; at most ${most} are allowed`);
}
