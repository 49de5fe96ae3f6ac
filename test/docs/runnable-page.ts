import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, type SpawnedServer, spawnServer } from "../support/spawned-server.js";

/** A fenced block of a page. */
interface Block {
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

const root = new URL("../../", import.meta.url).pathname;

/**
 * Runs the commands of a page, one after the other, against a server of its own. Blocks with `file=NAME` are written first;
 * `sh` blocks are commands, `exit=N` their exit code, and a `text` block behind one holds lines they print.
 */
export async function describePage(name: string): Promise<void> {
  const page = await readFile(join(root, "docs", name), "utf8");
  const blocks: readonly Block[] = [...page.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(
    ([, language, info, text]) => ({ language: language!, info: info!, text: text! }),
  );
  const commands = blocks.flatMap((block, index) => {
    if (block.language !== "sh") return [];
    const next = blocks[index + 1];
    const exit = Number(/exit=(\d+)/.exec(block.info)?.[1] ?? 0);
    return [{ text: block.text, exit, says: next?.language === "text" ? next.text.trim().split("\n") : [] }];
  });

  describe(`docs/${name}`, () => {
    let directory: string;
    let server: SpawnedServer;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), "sluice-page-"));
      await mkdir(join(directory, "bin"));
      await symlink(command, join(directory, "bin", "sluice"));
      for (const { info, text } of blocks) {
        const file = /file=(\S+)/.exec(info)?.[1];
        if (file !== undefined) await writeFile(join(directory, file), text);
      }
      server = await spawnServer({ directory: join(directory, "data") });
    });

    afterAll(async () => {
      await server.end("SIGTERM");
      await rm(directory, { recursive: true, force: true });
    });

    const run = async (text: string): Promise<{ code: number; output: string }> =>
      await new Promise((resolve) => {
        const path = [join(directory, "bin"), process.env["PATH"]].join(delimiter);
        const env = { ...process.env, PATH: path, SLUICE_SERVER: server.url, NO_COLOR: "1" };
        execFile("bash", ["-euc", text], { cwd: directory, env }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
        });
      });

    test("has commands to run", () => {
      expect(commands.length).toBeGreaterThan(3);
    });

    test.each(commands.map((each, index) => [index + 1, each] as const))(
      "command %i does what it says",
      async (_, each) => {
        const { code, output } = await run(each.text);
        expect(code, output).toBe(each.exit);
        for (const line of each.says) expect(output).toContain(line.trim());
      },
    );
  });
}
