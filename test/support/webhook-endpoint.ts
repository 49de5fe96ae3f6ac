import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What an endpoint got. */
export interface ReceivedMessage {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly method: string;
}

/** An HTTP server that takes webhooks. */
export interface WebhookEndpoint {
  readonly url: string;
  readonly received: ReceivedMessage[];
  /** Answers what comes from now on; a status, or by hand, or never. */
  answer: number | "never" | ((response: ServerResponse) => void);
  /** Resolves when so many messages have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an endpoint on a free port of the loopback address. */
export async function startEndpoint(answer: WebhookEndpoint["answer"] = 200): Promise<WebhookEndpoint> {
  const received: ReceivedMessage[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers, method = "" } = request;
      received.push({ headers, body: Buffer.concat(chunks).toString("utf8"), method });
      if (typeof endpoint.answer === "function") endpoint.answer(response);
      else if (endpoint.answer !== "never") response.writeHead(endpoint.answer).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The endpoint has no port.");
  const endpoint: WebhookEndpoint = {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    answer,
    async until(count) {
      while (received.length < count) await sleep(10);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return endpoint;
}
