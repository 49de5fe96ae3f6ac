import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";

/** How a call is spoken; all of them over HTTP/2. */
export type UnaryProtocol = "connect-json" | "connect-binary" | "grpc";

/** A request as it goes out: of gRPC with its prefix of five bytes. */
export interface UnaryRequest {
  readonly path: string;
  readonly body: Uint8Array;
}

/** What came back, of gRPC with its prefix. */
export interface UnaryAnswer {
  readonly body: Buffer;
}

/** What callers did within some seconds. */
export interface UnaryLoad {
  readonly requests: number;
  readonly elapsedMs: number;
  /** From the request to the end of its answer, one for each. */
  readonly latenciesMs: readonly number[];
}

const contentTypes: Readonly<Record<UnaryProtocol, string>> = {
  "connect-json": "application/json",
  "connect-binary": "application/proto",
  grpc: "application/grpc",
};

/** Connections that callers share. */
const connections = 4;

/** Callers of unary methods on a few connections to one server. Costs little, since what is sent was encoded by others. */
export class UnaryCallers {
  readonly #sessions: readonly ClientHttp2Session[];

  /** @param target host and port */
  constructor(target: string) {
    this.#sessions = Array.from({ length: connections }, () => connect(`http://${target}`));
  }

  /**
   * Sends one request after the other, from so many callers at a time, for so many seconds.
   * @throws Error when a call fails
   */
  async load(
    protocol: UnaryProtocol,
    next: () => UnaryRequest,
    { callers, seconds }: { readonly callers: number; readonly seconds: number },
  ): Promise<UnaryLoad> {
    const startedAt = performance.now();
    const deadline = startedAt + seconds * 1000;
    const latenciesMs: number[] = [];
    const callOn = async (caller: number): Promise<void> => {
      while (performance.now() < deadline) {
        const sentAt = performance.now();
        await this.call(protocol, next(), caller);
        latenciesMs.push(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: callers }, (_, caller) => callOn(caller)));
    return { requests: latenciesMs.length, elapsedMs: performance.now() - startedAt, latenciesMs };
  }

  /** One call. @throws Error when it fails, with what the server said */
  async call(protocol: UnaryProtocol, request: UnaryRequest, caller = 0): Promise<UnaryAnswer> {
    const session = this.#sessions[caller % connections];
    if (session === undefined) throw new Error("There is no connection.");
    return await new Promise((resolve, reject) => {
      const stream = session.request({
        ":method": "POST",
        ":path": request.path,
        "content-type": contentTypes[protocol],
        ...(protocol === "grpc" && { te: "trailers" }),
      });
      const parts: Buffer[] = [];
      let head: IncomingHttpHeaders & { readonly ":status"?: number | undefined } = {};
      let trailers: IncomingHttpHeaders = {};
      stream.on("response", (headers) => {
        head = headers;
      });
      stream.on("trailers", (headers: IncomingHttpHeaders) => {
        trailers = headers;
      });
      stream.on("data", (part: Buffer) => {
        parts.push(part);
      });
      stream.on("error", reject);
      stream.on("end", () => {
        const body = Buffer.concat(parts);
        const status = protocol === "grpc" ? (trailers["grpc-status"] ?? head["grpc-status"]) : "0";
        if (head[":status"] === 200 && status === "0") resolve({ body });
        else reject(new Error(`${request.path} failed: ${JSON.stringify(trailers)} ${body.toString("utf8")}`));
      });
      stream.end(request.body);
    });
  }

  /** Closes the connections. */
  close(): void {
    for (const session of this.#sessions) session.close();
  }
}
