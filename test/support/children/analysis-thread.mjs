// Stands in for the thread that compares schemas: the first schema text says what is to become of the task.
import { parentPort, threadId } from "node:worker_threads";

const behaviours = {
  answer: () => ({ result: threadId }),
  refuse: () => ({ refusal: { reason: "INVALID_SCHEMA", message: "no", details: { metadata: { line: "3" } } } }),
  fault: () => ({ fault: new Error("broken") }),
  hang: () => {
    for (;;);
  },
  gorge: () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
  exit: () => process.exit(3),
  throw: () => {
    throw new Error("unforeseen");
  },
};

parentPort.on("message", ({ args: [{ text }] }) => parentPort.postMessage(behaviours[text]()));
parentPort.postMessage("ready");
