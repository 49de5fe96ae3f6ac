// Loaded before the server (`node --import`): a disk that stalls. "stall" and "go" come as messages of the parent.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { fdatasync } = fs;
let held;

fs.fdatasync = (fileDescriptor, done) => {
  if (held === undefined) fdatasync(fileDescriptor, done);
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
  else {
    const waiting = held ?? [];
    held = undefined;
    for (const sync of waiting) sync();
  }
  process.send(message);
});
