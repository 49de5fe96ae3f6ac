import { type Server } from "node:net";
import { SluiceError } from "../core/errors.js";

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/**
 * Begins to listen; answers where.
 *
 * @throws SluiceError INVALID_ARGUMENT when the address is taken, not this machine's or not allowed.
 */
export async function listen(listener: Server, { host, port }: ListenAddress): Promise<ListenAddress> {
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: Error) => {
      reject(cannotListen(cause, host, port));
    };
    listener.once("error", failed);
    listener.listen({ host, port, backlog: 1024 }, () => {
      listener.off("error", failed);
      // Running out of file descriptors makes accepting fail for a while; the process lives on.
      listener.on("error", () => undefined);
      resolve();
    });
  });
  const bound = listener.address();
  return { host, port: typeof bound === "object" && bound !== null ? bound.port : port };
}

const listenProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; stop it, or choose another port (--port, SLUICE_PORT)",
  EADDRNOTAVAIL: "this machine has no such address (--host, SLUICE_HOST)",
  ENOTFOUND: "there is no host of that name (--host, SLUICE_HOST)",
  EACCES: "this user may not listen there; ports below 1024 usually need more rights (--port, SLUICE_PORT)",
};

function cannotListen(cause: Error, host: string, port: number): SluiceError {
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const why = listenProblems[code] ?? `the system says ${code === "" ? cause.name : code}`;
  return new SluiceError("INVALID_ARGUMENT", `Sluice cannot listen on ${host}:${port}: ${why}.`, { cause });
}
