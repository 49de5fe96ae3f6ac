// Records the terminals of docs/runbook.md: runs the commands of its `terminal` blocks on a terminal of 80 columns against a
// server that was brought into the trouble its scene is about (terminal-scenes.mjs), and writes what they say into the page.
// Ids, times and durations are made the same in each run. Needs a build. With --check it writes nothing and fails where the
// page says something else.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createServices } from "@sluice/client";
import { runCommandLine } from "../dist/src/cli/program.js";
import { scenes } from "./terminal-scenes.mjs";

const page = fileURLToPath(new URL("../docs/runbook.md", import.meta.url));
const main = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
const check = process.argv.includes("--check");
const columns = 80;

/** What commands take for now: everything in a recording is three minutes old. */
const now = () => new Date(Date.now() + 180_000);

async function startServer(directory, flags) {
  const args = [
    main,
    "serve",
    "--port",
    "0",
    "--data",
    join(directory, "data"),
    "--log-level",
    "silent",
    "--alert-interval-ms",
    "50",
  ];
  const child = spawn(process.execPath, [...args, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /^sluice listening on (\S+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function terminal() {
  const chunks = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { sink: Object.assign(sink, { isTTY: true, columns }), text: () => Buffer.concat(chunks).toString() };
}

/** The words of a command line as a shell reads them; quotes keep spaces. */
function wordsOf(line) {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain);
}

/** Ids of a scene by the order in which they appear, and back. */
function createNames() {
  const known = new Map();
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const nameOf = (index) => `01JD8Z3V5R9C2M4X6T8W0Y1A${alphabet[index >> 5]}${alphabet[index & 31]}`;
  return {
    hide(text) {
      return text.replace(/\b01[0-9A-HJKMNP-TV-Z]{24}\b/g, (id) => {
        if (!known.has(id)) known.set(id, nameOf(known.size));
        return known.get(id);
      });
    },
    reveal(text) {
      return [...known].reduce((line, [id, name]) => line.replaceAll(name, id), text);
    },
  };
}

function normalized(text) {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "2030-01-31T12:00:00.000Z")
    .replace(/\b\d\d:\d\d:\d\d\.\d{3}\b(?!Z)/g, "12:00:00.000")
    .replace(/(within) {2}\d+m?s$/gm, "$1  1s")
    .replace(/ in \d+(?:ms|s)(?=\n|:|$)/g, " in 1s")
    .replace(/[ \t]+$/gm, "");
}

async function run(line, url) {
  const [program, ...words] = wordsOf(line);
  if (program !== "sluice") throw new Error(`a recording runs sluice only, not: ${line}`);
  const [stdout, stderr] = [terminal(), terminal()];
  await runCommandLine(words, {
    environment: { SLUICE_SERVER: url, NO_COLOR: "1" },
    stdin: new PassThrough().end(),
    stdout: stdout.sink,
    // What is overwritten as things go on is no part of a recording.
    stderr: Object.assign(stderr.sink, { isTTY: false }),
    now,
    interruption: () => new AbortController().signal,
    setExitCode: () => undefined,
  });
  return stdout.text() + stderr.text();
}

/** Opens a scene: its server, its trouble, the directory its files are in. */
async function open(name) {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`there is no scene "${name}"; there are ${Object.keys(scenes).join(", ")}`);
  const directory = mkdtempSync(join(tmpdir(), "sluice-recording-"));
  const server = await startServer(directory, scene.flags);
  const services = createServices({ url: server.url });
  await scene.prepare(services, directory);
  services.close();
  process.chdir(directory);
  return {
    url: server.url,
    names: createNames(),
    async close() {
      process.chdir(tmpdir());
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs the commands of a block that is indented `by` so much, and says what became of them. */
async function record(block, by, scene) {
  const recorded = [];
  const lines = block.split("\n").map((line) => line.slice(by.length));
  for (const line of lines.filter((each) => each.startsWith("$ "))) {
    const said = await run(scene.names.reveal(line.slice(2)), scene.url);
    recorded.push(`${line}\n${normalized(scene.names.hide(said)).trimEnd()}`);
  }
  const text = `${recorded.join("\n\n")}\n`;
  return text.replaceAll(/^(?=.)/gm, by);
}

const before = readFileSync(page, "utf8");
let after = "";
let end = 0;
let scene;
try {
  for (const match of before.matchAll(/^( *)```terminal(?: scene=(\w+))?\n(.*?)^\1```$/gms)) {
    const [whole, by, name, block] = match;
    if (name !== undefined) {
      await scene?.close();
      scene = await open(name);
    }
    if (scene === undefined) throw new Error("the first recording names no scene");
    const head = whole.slice(0, whole.indexOf("\n") + 1);
    after += `${before.slice(end, match.index)}${head}${await record(block, by, scene)}${by}\`\`\``;
    end = match.index + whole.length;
  }
} finally {
  await scene?.close();
}
after += before.slice(end);
if (after === before) console.log("recordings: up to date");
else if (!check) writeFileSync(page, after);
else {
  const [was, is] = [before.split("\n"), after.split("\n")];
  const line = is.findIndex((each, index) => each !== was[index]);
  console.error(`docs/runbook.md differs from what the command line says; run: npm run record`);
  console.error(`line ${line + 1}\n- ${was[line]}\n+ ${is[line]}`);
  process.exitCode = 1;
}
