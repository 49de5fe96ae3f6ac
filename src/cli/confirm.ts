import { createInterface } from "node:readline/promises";
import { usageError } from "./cli-error.js";
import type { Surroundings } from "./surroundings.js";

/** Whether somebody sits at a terminal who can answer questions. */
export function canAsk({ stdin, stderr }: Pick<Surroundings, "stdin" | "stderr">): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** Refuses to go on where a question would have to be asked and nobody can answer. `what` follows "refusing to". */
export function requireConsent(what: string, yes: boolean, surroundings: Pick<Surroundings, "stdin" | "stderr">): void {
  if (yes || canAsk(surroundings)) return;
  throw usageError(`refusing to ${what} without confirmation`, "add --yes where nobody can be asked");
}

/** Asks a question that is answered with y or n, on standard error; everything but y means no. */
export async function confirm(
  question: string,
  surroundings: Pick<Surroundings, "stdin" | "stderr">,
): Promise<boolean> {
  const reader = createInterface({ input: surroundings.stdin, output: surroundings.stderr, terminal: true });
  try {
    const closed = new Promise<string>((resolve) =>
      reader.once("close", () => {
        resolve("\n");
      }),
    );
    const answer = await Promise.race([reader.question(`${question} [y/N] `), closed]);
    // Ctrl-C and Ctrl-D leave the cursor behind the question.
    if (answer === "\n") surroundings.stderr.write("\n");
    return /^y(?:es)?$/iu.test(answer.trim());
  } finally {
    reader.close();
  }
}
