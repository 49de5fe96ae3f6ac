import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.js";
import type { Surroundings } from "../../../src/cli/surroundings.js";
import { runInProcess } from "./command-line.js";
import { PassThrough } from "node:stream";
import { testNow } from "./plain-look.js";

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function pathOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

const surroundings: Surroundings = {
  environment: {},
  stdin: new PassThrough(),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  now: () => testNow,
  interruption: () => new AbortController().signal,
  ignoreInterrupts: () => () => undefined,
  setExitCode: () => undefined,
};
const program = await createProgram(undefined, surroundings);
const commandPaths = leavesOf(program).map((command) => pathOf(command).join(" "));

describe("loading", () => {
  const names = program.commands.map((command) => command.name()).filter((name) => name !== "help");

  it.each(names)("of nothing but `%s` where that is the first word", async (name) => {
    const { commands } = await createProgram(name, surroundings);
    expect(commands.map((command) => command.name())).toEqual([name]);
  });

  it("of all commands where an option comes first", async () => {
    const { stdout, exitCode } = await runInProcess(["--output", "json", "version"]);
    expect(JSON.parse(stdout)).toHaveProperty("node");
    expect(exitCode).toBe(0);
  });
});

describe("help", () => {
  it("covers every command", () => {
    expect(commandPaths.length).toBeGreaterThanOrEqual(29);
  });

  it.each(commandPaths)("of `sluice %s` has an example of itself and the exit codes", async (path) => {
    const { stdout, stderr, exitCode } = await runInProcess([...path.split(" "), "--help"]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`$ sluice ${path}`);
    expect(stdout).toMatch(/Exit codes:\n {2}0 {4}/);
  });

  it("of serve lists the settings of the server", async () => {
    const { stdout } = await runInProcess(["serve", "--help"]);
    expect(stdout).toContain("--port <value>");
    expect(stdout).toContain("SLUICE_DATA");
    expect(stdout).toMatch(/--allow-unauthenticated {2}/);
  });
});

describe("docs/cli.md", () => {
  const page = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

  it.each(commandPaths.filter((path) => path !== "help"))("describes `%s`", (path) => {
    expect(page).toMatch(new RegExp(`^\\|.*\`${path}[ \`]`, "mu"));
  });

  it("names no option that does not exist", () => {
    const known = new Set(leavesOf(program).flatMap((command) => command.options.map(({ long }) => long)));
    // The flags of `serve` are those of the settings, and come with them.
    const ofServe = ["--port", "--help", "--no-"];
    const named = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]*/gu)].map(([option]) => option);
    expect(named.filter((option) => !known.has(option) && !ofServe.includes(option))).toEqual([]);
  });
});

describe("wrong usage", () => {
  it.each([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["list", "--frob"], "unknown option '--frob'"],
    [["get"], "missing required argument 'subject-or-id'"],
    [["list", "--output", "yaml"], "Allowed choices are text, json"],
    [["list", "--timeout", "soon"], '--timeout: "soon" is not a duration'],
    [["list", "--timeout", "0"], "--timeout: must be from 1ms to 1h"],
    [["list", "--server", "ftp://x"], "--server: expected an http:// or https:// address"],
    [["dlq", "list", "--status", "some"], '--status: "some" is not one of open, redriven, resolved, discarded, all'],
    [["list", "--server", "localhost:8081"], "expected an http:// or https:// address"],
    [["dlq", "retry", "--yes"], "which dead letters?"],
    [["dlq", "retry", "a"], "refusing to retry without confirmation"],
    [["dlq", "discard", "a"], "--reason: is required"],
    [["dlq", "edit", "a", "--file", "-"], "--file - needs --yes or --dry-run"],
    [["delete", "s", "--permanent"], "refusing to delete for good without confirmation"],
    [["register", "s", "f.json", "--force"], "--force: needs --actor and --reason"],
    [["compat", "set"], "nothing to set"],
    [["mode", "set", "s"], "nothing to set"],
    [["mode", "set", "s", "strict"], 'MODE: "strict" is not one of disabled, log-only, enforce'],
    [["state", "set", "s", "v1", "disabled"], 'VERSION: "v1" is not a version number'],
    [["tail", "s", "--from", "1", "--earliest"], "give --from or --earliest, not both"],
    [["validate", "s"], "which file?"],
    [["publish", "s", "--source", "x"], "--source: goes with --type"],
    [["check", "s"], "give SUBJECT and FILE, or --offline"],
    [["check", "--offline", "--reader", "a"], "--offline: needs --reader FILE and --writer FILE"],
    [["check", "s", "f", "--offline"], "--offline: takes --reader and --writer"],
    [["check", "s", "f", "--reader", "a"], "--reader and --writer go with --offline"],
    [["check", "--offline", "--reader", "a", "--writer", "b", "--level", "FULL"], "which --offline has not"],
    [["check", "s", "f", "--format", "avro"], "The schema language is said with --schema-format"],
    [["check", "s", "f", "--format", "yaml"], "Allowed choices are text, json, junit, github, sarif"],
    [["check", "s", "-", "--fix", "--yes"], "--fix: standard input cannot be changed"],
    [["check", "s", "f", "--fix"], "refusing to fix files without confirmation"],
    [["diff", "s", "--format", "junit"], "Allowed choices are text, json, github, sarif"],
    [["diff", "s", "--offline"], "--offline: give two files"],
    [["diff", "s", "--reference", "a=b@1"], "--reference and --schema-format go with two files"],
    [["lint"], "missing required argument 'files'"],
    [["lint", "f", "--max-warnings", "few"], "--max-warnings"],
    [["lint", "f", "--reference", "x"], "is not NAME=FILE"],
    [["lint", "f", "--format", "json", "--output", "text"], "give --format or --output, not both"],
  ])("%j ends with 2 and says why", async (words, message) => {
    const { stdout, stderr, exitCode } = await runInProcess(words);
    expect(stderr).toContain("error:");
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(exitCode).toBe(2);
  });

  it("without a command shows the help and ends with 2", async () => {
    const { stderr, exitCode } = await runInProcess([]);
    expect(stderr).toContain("Usage: sluice");
    expect(exitCode).toBe(2);
  });

  it("is a JSON document on standard error where JSON was asked for", async () => {
    const { stderr } = await runInProcess(["dlq", "retry", "--yes", "--output", "json"]);
    expect(JSON.parse(stderr)).toMatchObject({ error: { reason: "USAGE", hint: expect.any(String) as string } });
  });
});

describe("a server that is away", () => {
  const nobody = "http://127.0.0.1:9";

  it("is said in one line with a hint, and ends with 1", async () => {
    const { stderr, exitCode } = await runInProcess(["list", "--server", nobody]);
    expect(stderr).toMatch(/^error: cannot reach the server at http:\/\/127\.0\.0\.1:9 /);
    expect(stderr).toContain("hint: is it running? start it with: sluice serve");
    expect(exitCode).toBe(1);
  });

  it("is named by the option before the command, the option after it or SLUICE_SERVER", async () => {
    const environment = { SLUICE_SERVER: nobody };
    for (const result of [
      await runInProcess(["--server", nobody, "list"]),
      await runInProcess(["dlq", "list"], { environment }),
      await runInProcess(["publish", "s"], { environment, stdin: "" }),
    ]) {
      expect(result.stderr).toContain("cannot reach the server at http://127.0.0.1:9");
    }
  });

  it("is a JSON document on standard error where JSON was asked for", async () => {
    const { stderr, stdout } = await runInProcess(["list", "--server", nobody, "--output", "json"]);
    expect(JSON.parse(stderr)).toMatchObject({ error: { reason: "UNAVAILABLE" } });
    expect(stdout).toBe("");
  });
});

describe("files", () => {
  it("that do not exist are named", async () => {
    const { stderr, exitCode } = await runInProcess(["register", "s", "no-such-file.json"]);
    expect(stderr).toBe("error: no-such-file.json: no such file\n");
    expect(exitCode).toBe(1);
  });
});

describe("version", () => {
  it("is that of the package", async () => {
    const { stdout } = await runInProcess(["version", "--output", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string });
    expect((await runInProcess(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
