import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failure } from "./cli-error.js";
import type { Surroundings } from "./surroundings.js";

/** The user's editor: VISUAL, else EDITOR, else vi. */
function editorOf(environment: NodeJS.ProcessEnv): string {
  return [environment["VISUAL"], environment["EDITOR"]].find((name) => name !== undefined && name !== "") ?? "vi";
}

async function run(file: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const editor = editorOf(environment);
  await new Promise<void>((resolve, reject) => {
    // Editors are configured with arguments (`code --wait`), so the shell splits them; the file is an argument of its own.
    // The shell makes way where it can, since Ctrl-C would end it before the editor.
    const command = /^[^|&;<>()$`\\"'*?[#~=%\n]+$/u.test(editor) ? `exec ${editor}` : editor;
    const child = spawn("sh", ["-c", `${command} "$1"`, "sh", file], { stdio: "inherit", env: environment });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(failure(`the editor "${editor}" ended with ${code ?? "a signal"}; nothing was changed`));
    });
  });
}

/**
 * Lets the user edit a text in their editor and returns what they saved. The text lies in a directory that only the
 * user can read, and is removed afterwards.
 */
export async function editText(
  text: string,
  fileName: string,
  { environment, ignoreInterrupts }: Pick<Surroundings, "environment" | "ignoreInterrupts">,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-edit-"));
  const file = join(directory, fileName);
  // In an editor Ctrl-C is a key; ending here would leave the editor without its terminal, and the text behind.
  const heedInterrupts = ignoreInterrupts();
  try {
    await writeFile(file, text, { mode: 0o600 });
    await run(file, environment);
    return await readFile(file, "utf8");
  } finally {
    heedInterrupts();
    await rm(directory, { recursive: true, force: true });
  }
}
