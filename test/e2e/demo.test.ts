import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = join(root, "dist/demo/main.js");
const timeoutMs = 90_000;

interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** Resolves with the exit code; null when a signal ended the process. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first match of a pattern in the output. */
  readonly shows: (pattern: RegExp) => Promise<RegExpExecArray>;
}

let temporary: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "sluice-demo-test-"));
  if (existsSync(main)) return;
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  for (const project of ["clients/typescript/tsconfig.json", "tsconfig.build.json"]) {
    const built = spawnSync(process.execPath, [tsc, "-p", project], { cwd: root, encoding: "utf8" });
    if (built.status !== 0) throw new Error(`The demo does not compile:\n${built.stdout}`);
  }
}, timeoutMs);

afterAll(async () => {
  await rm(temporary, { recursive: true, force: true });
});

/** Starts the demo with its temporary files where the test can see them. */
function startDemo(): Running {
  const child = spawn(process.execPath, [main], {
    // A setting of the user's server must not reach the demo's.
    env: { PATH: process.env["PATH"], TMPDIR: temporary, SLUICE_PORT: "1", SLUICE_NONSENSE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let seen = "";
  const shows = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (chunk: Buffer): void => {
        seen += chunk.toString();
        const match = pattern.exec(seen);
        if (match !== null) resolve(match);
      };
      child.stdout.on("data", look);
      child.once("close", () => {
        reject(new Error(`The demo ended without showing ${String(pattern)}:\n${seen}`));
      });
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, stdout: text(child.stdout), stderr: text(child.stderr), ended, shows };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function serverPid(output: string): number {
  return Number(/process (\d+)/.exec(output)?.[1]);
}

async function nothingIsLeft(output: string): Promise<void> {
  expect(serverPid(output)).toBeGreaterThan(0);
  expect(isAlive(serverPid(output))).toBe(false);
  expect(await readdir(temporary)).toEqual([]);
}

describe("npm run demo", { timeout: timeoutMs }, () => {
  it("accounts for every event and leaves nothing behind", async () => {
    const demo = startDemo();
    const [code, stdout, stderr] = await Promise.all([demo.ended, demo.stdout, demo.stderr]);
    expect(`${stderr}${code === 0 ? "" : stdout}`).toBe("");
    expect(code).toBe(0);
    const line = /Balanced: (\d+) published \+ (\d+) parked \+ (\d+) rejected = (\d+) sent/.exec(stdout);
    const [published = 0, parked = 0, rejected = 0, sent = 0] = (line ?? []).slice(1).map(Number);
    expect(published + parked + rejected).toBe(sent);
    expect(sent).toBe(699);
    expect(published).toBeGreaterThan(276);
    expect(stdout).toContain("699 of 699 outcomes are the ones plain Ajv says");
    expect(stdout).toMatch(/as GitHub sent them +329 +276 +53 +·/);
    expect(stdout).toMatch(/compatible, a minor change, would be 1\.1\.0 and release [1-9]/);
    expect(stdout).not.toContain("✗");
    // Not a terminal: no colours, no line drawn over.
    expect(stdout).not.toMatch(/[\u001b\r]/);
    await nothingIsLeft(stdout);
  });

  it("stops its server and removes its data on Ctrl-C", async () => {
    const demo = startDemo();
    await demo.shows(/Schemas/);
    demo.child.kill("SIGINT");
    expect(await demo.ended).toBe(130);
    expect(await demo.stderr).toContain("interrupted");
    await nothingIsLeft(await demo.stdout);
  });

  it("fails with a reason when its server dies", async () => {
    const demo = startDemo();
    const [, pid] = await demo.shows(/process (\d+)\n[^]*Schemas/);
    process.kill(Number(pid), "SIGKILL");
    expect(await demo.ended).toBe(1);
    expect(await demo.stderr).toContain("The demo failed: The server ended (SIGKILL).");
    await nothingIsLeft(await demo.stdout);
  });
});
