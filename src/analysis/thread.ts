import { parentPort } from "node:worker_threads";
import { SluiceError } from "../core/errors.js";
import { formats } from "../formats/catalog.js";
import type { SchemaFormat } from "../formats/format.js";
import { lint } from "../lint/lint.js";
import { type Answer, ready, type Task } from "./messages.js";

// Runs in a thread of its own (thread-pool.ts): says that it is ready, then answers each task once.

if (parentPort === null) throw new Error("This file is the start of a thread.");
const port = parentPort;

port.on("message", (task: Task) => {
  void perform(task).then((answer) => {
    port.postMessage(answer);
  });
});

// The time limits are those of tasks.
await Promise.all(
  formats.map(async (format) => {
    await format.preload();
  }),
);
port.postMessage(ready);

async function perform(task: Task): Promise<Answer> {
  const format = formats.find(({ name }) => name === task.format);
  if (format === undefined) return { fault: new Error(`There is no format ${task.format}.`) };
  try {
    return { result: await run(format, task) };
  } catch (caught) {
    if (!(caught instanceof SluiceError)) return { fault: caught };
    const { reason, message, fields, metadata } = caught;
    return { refusal: { reason, message, details: { fields, metadata } } };
  }
}

async function run(format: SchemaFormat, task: Task): Promise<unknown> {
  switch (task.method) {
    case "describe":
      return await format.describe(...task.args);
    case "compare":
      return await format.compare(...task.args);
    case "diff":
      return await format.diff(...task.args);
    case "lint":
      return lint(format.name, ...task.args);
  }
}
