/** Milliseconds of processor time that something took: unlike elapsed time, the same whatever else the machine does. */
export function cpuMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  return sinceMs(before);
}

/** The same of something asynchronous, with all that this process did meanwhile. */
export async function cpuMsOf(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  return sinceMs(before);
}

function sinceMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
