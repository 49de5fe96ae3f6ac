// Loaded before the server (`node --import`): a disk that stalls or breaks. "stall", "go" and "break" come as messages of the parent, and
// "memory", which is answered.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { fdatasync } = fs;
let held;
let broken = false;

fs.fdatasync = (fileDescriptor, done) => {
  if (broken) setImmediate(done, Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
  else if (held === undefined) fdatasync(fileDescriptor, done);
  else held.push(() => fdatasync(fileDescriptor, done));
};
syncBuiltinESMExports();

// Threads of the server load this as well, and have no parent to hear from.
process.channel?.unref();
process.on("message", (message) => {
  if (message === "memory") {
    process.send(process.memoryUsage());
    return;
  }
  if (message === "stall") held ??= [];
  else if (message === "break") broken = true;
  else {
    const waiting = held ?? [];
    held = undefined;
    for (const sync of waiting) sync();
  }
  process.send(message);
});
