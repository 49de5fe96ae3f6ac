import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { displayWidth } from "../../src/cli/text-width.js";
import { command } from "../support/spawned-server.js";

const root = new URL("../../", import.meta.url).pathname;
const page = readFileSync(`${root}docs/runbook.md`, "utf8");
const recordings = [...page.matchAll(/^( *)```terminal[^\n]*\n(.*?)^\1```$/gms)].map(([, by = "", block = ""]) =>
  block.split("\n").map((line) => line.slice(by.length)),
);

// Bars stand for hours: when one begins in the middle of a recording, the next is the one that counts.
test("the recordings are what the command line says", { retry: 1, timeout: 120_000 }, async () => {
  if (!existsSync(command)) throw new Error("The built command is missing; run: npm run build");
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, ["scripts/record-terminal.mjs", "--check"], { cwd: root }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
  expect(said).toBe("recordings: up to date\n");
});

test("what was recorded fits 80 columns, and no command failed", () => {
  expect(recordings.length).toBeGreaterThan(20);
  const lines = recordings.flat();
  expect(lines.filter((line) => !line.startsWith("$ ") && displayWidth(line) > 80)).toEqual([]);
  expect(lines.filter((line) => line.startsWith("error:"))).toEqual([]);
});

test("each incident says what one sees, what to do, when it is over, and what not to do", () => {
  const [, ...incidents] = page.split(/^## /mu);
  expect(incidents).toHaveLength(5);
  for (const incident of incidents) {
    expect([...incident.matchAll(/^### (.*)$/gmu)].map(([, title]) => title)).toEqual([
      "What you see",
      "What to do",
      "How to know that it is over",
      "What not to do",
    ]);
    expect(incident).toMatch(/```terminal scene=\w+\n/u);
  }
});
