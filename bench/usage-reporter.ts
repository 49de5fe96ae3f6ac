// Loaded into the servers under measurement with --import: tells the bench over the pipe between them what the process
// uses, which works alike on every system, and takes CPU profiles.
import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { answerBench, type BenchAnswer, type BenchRequest } from "./bench-messages.js";
import { slowSyncs, syncVariable } from "./slow-disk.js";

let session: Session | undefined;

async function startProfile(): Promise<BenchAnswer> {
  session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  return { tell: "profile" };
}

async function stopProfile(file: string): Promise<BenchAnswer> {
  if (session === undefined) throw new Error("No profile was started.");
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  await writeFile(file, JSON.stringify(profile));
  return { tell: "profile" };
}

async function answer(request: BenchRequest): Promise<BenchAnswer | undefined> {
  switch (request.ask) {
    case "usage": {
      const { user, system } = process.cpuUsage();
      return { tell: "usage", usage: { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() } };
    }
    case "start-profile":
      return await startProfile();
    case "stop-profile":
      return await stopProfile(request.file);
    case "load":
      return undefined;
  }
}

const syncMs = Number(process.env[syncVariable] ?? 0);
if (syncMs > 0) slowSyncs(syncMs);
answerBench(answer);
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
});
