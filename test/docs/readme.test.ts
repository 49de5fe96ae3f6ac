import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, type SpawnedServer, spawnServer } from "../support/spawned-server.js";

/** A fenced block of the README. `exit` is the code it is said to end with, `needs` a program it cannot do without. */
interface Snippet {
  readonly language: string;
  readonly text: string;
  readonly exit: number;
  readonly needs: string | undefined;
}

const root = new URL("../../", import.meta.url).pathname;
const snippets = parse(await readFile(join(root, "README.md"), "utf8"));

function parse(markdown: string): readonly Snippet[] {
  return [...markdown.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(([, language, info, text]) => ({
    language: language!,
    text: text!,
    exit: Number(/exit=(\d+)/.exec(info!)?.[1] ?? 0),
    needs: /needs=(\w+)/.exec(info!)?.[1],
  }));
}

describe("the five minutes of the README", () => {
  let directory: string;
  let server: SpawnedServer;
  let environment: NodeJS.ProcessEnv;

  const run = async (program: string, args: readonly string[]): Promise<{ code: number; output: string }> =>
    await new Promise((resolve) => {
      execFile(program, args, { cwd: directory, env: environment }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      });
    });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "sluice-readme-"));
    const modules = join(directory, "node_modules");
    await mkdir(join(modules, ".bin"), { recursive: true });
    await mkdir(join(modules, "@sluice"));
    await symlink(command, join(modules, ".bin", "sluice"));
    await symlink(join(root, "node_modules", "@bufbuild", "buf", "bin", "buf"), join(modules, ".bin", "buf"));
    await symlink(join(root, "clients", "typescript"), join(modules, "@sluice", "client"));
    server = await spawnServer({ directory: join(directory, "data") });
    const tools = join(root, "node_modules", ".cache", "bin");
    const path = [process.env["PATH"], tools].join(delimiter);
    environment = { ...process.env, PATH: path, SLUICE_SERVER: server.url, NO_COLOR: "1" };
  });

  afterAll(async () => {
    await server.end("SIGTERM");
    await rm(directory, { recursive: true, force: true });
  });

  const localized = (text: string): string =>
    text
      .replaceAll("http://127.0.0.1:8081", server.url)
      .replaceAll("127.0.0.1:8081", server.url.slice("http://".length));

  test("there are snippets to run", () => {
    expect(snippets.length).toBeGreaterThan(9);
  });

  test.each(snippets.map((snippet, index) => [index + 1, snippet] as const))(
    "snippet %i does what it says",
    async (_index, snippet) => {
      if (snippet.needs !== undefined && (await run("which", [snippet.needs])).code !== 0) {
        process.stderr.write(`skipped: a README snippet, since ${snippet.needs} is not installed\n`);
        return;
      }
      const text = localized(snippet.text);
      if (snippet.language === "js") {
        await writeFile(join(directory, "snippet.mjs"), text);
        expect(await run(process.execPath, ["snippet.mjs"])).toEqual({ code: 0, output: "published\n" });
        return;
      }
      const { code, output } = await run("bash", ["-euc", text]);
      expect(code, output).toBe(snippet.exit);
      expect(output).not.toBe("");
    },
  );

  test("what was repaired is in the stream, and the rest is still parked", async () => {
    const stats = await run(process.execPath, [command, "stats", "--output", "json"]);
    const { totals } = JSON.parse(stats.output) as { totals: Record<string, string> };
    expect(totals).toMatchObject({ published: "3", deadLettered: "2" });
  });
});
