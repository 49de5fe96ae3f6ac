import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
// @ts-expect-error The package has no types.
import S3rver from "s3rver";

/** What of the package is used. */
interface Server {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}

/** Its only key. */
export const s3rverKey = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER", region: "us-east-1" } as const;

/**
 * Starts an S3 server that others wrote, with one bucket; it is gone when the running test has finished. Answers its address.
 * It lists no more than fits a page: it makes the token of the next one with a cipher that Node has no longer.
 */
export async function startS3rver(bucket: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-s3-"));
  const options = { port: 0, address: "127.0.0.1", silent: true, directory, configureBuckets: [{ name: bucket }] };
  const server = new (S3rver as new (options: unknown) => Server)(options);
  const { port } = await server.run();
  onTestFinished(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  return `http://127.0.0.1:${port}`;
}
