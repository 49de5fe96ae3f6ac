import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runInProcess } from "./command-line.js";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-config-"));
  file = join(folder, "sluice.json");
  await writeFile(file, JSON.stringify({ port: 9001, windowBytes: "64MiB", archiveStatuses: ["open"] }));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const archive = {
  SLUICE_ARCHIVE_ENDPOINT: "http://127.0.0.1:9000",
  SLUICE_ARCHIVE_BUCKET: "letters",
  SLUICE_ARCHIVE_ACCESS_KEY_ID: "key",
  SLUICE_ARCHIVE_SECRET_ACCESS_KEY: "nobody-sees-this",
};

test("shows each setting and which flag, variable or file it comes from", async () => {
  const environment = { SLUICE_PORT: "9002", SLUICE_LOG_LEVEL: "debug" };
  const words = ["config", "--config", file, "--port", "9003", "--allow-unauthenticated", "--data", "here"];
  const { stdout, stderr, exitCode } = await runInProcess(words, { environment });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  const lines = stdout.split("\n").map((line) => line.split(/ {2,}/u));
  const shown = [
    ["port", "9003", "--port"],
    ["allowUnauthenticated", "true", "--allow-unauthenticated"],
    ["data", resolve("here"), "--data"],
    ["logLevel", "debug", "SLUICE_LOG_LEVEL"],
    ["windowBytes", String(64 * 1024 ** 2), "configuration file"],
    ["host", "127.0.0.1", "default"],
  ];
  for (const line of shown) expect(lines).toContainEqual(line);
});

test("hides secrets, also from programs", async () => {
  const environment = { ...archive, SLUICE_CONFIG: file };
  const text = await runInProcess(["config"], { environment });
  expect(text.stdout).toMatch(/archiveSecretAccessKey +\(hidden\) +SLUICE_ARCHIVE_SECRET_ACCESS_KEY/u);
  const { stdout } = await runInProcess(["config", "--output", "json"], { environment });
  expect(text.stdout + stdout).not.toContain("nobody-sees-this");
  const { settings } = JSON.parse(stdout) as { readonly settings: unknown };
  expect(settings).toMatchObject({
    archiveSecretAccessKey: { hidden: true, from: "SLUICE_ARCHIVE_SECRET_ACCESS_KEY" },
    archiveStatuses: { value: "open", from: "configuration file" },
    port: { value: 9001, from: "configuration file" },
    maxStreams: { value: 1000, from: "default" },
  });
});

test("says everything that is wrong, as serve does, and ends with 2", async () => {
  const environment = { SLUICE_PORT: "99999", SLUICE_WINDOW: "3" };
  const { stdout, stderr, exitCode } = await runInProcess(["config"], { environment });
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain('SLUICE_PORT must be a whole number from 0 to 65535, not "99999"');
  expect(stderr).toContain("SLUICE_WINDOW is not a variable of Sluice");
});
