import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, PrivateAddressError, publicLookup } from "./public-address.js";

/** What is sent. */
export interface OutgoingMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  /** Breaks it off. */
  readonly signal: AbortSignal;
}

/** What came of sending. */
export interface SendResult {
  /** 0 when there was no answer. */
  readonly status: number;
  /** Empty when the endpoint took it. */
  readonly error: string;
  /** How long the endpoint asks to be left alone; undefined when it does not. */
  readonly retryAfterMs: number | undefined;
}

/** Of what an endpoint answers, so much is read; nobody looks at it. */
const maxAnswerBytes = 64 * 1024;

const longestRetryAfterMs = 60 * 60_000;

/**
 * Posts a message over a connection of its own. Never rejects. No redirect is followed: a redirect could lead where the URL
 * must not, and would repeat the body and its signature there. The whole exchange has to fit the time.
 */
export async function sendMessage(message: OutgoingMessage): Promise<SendResult> {
  const timeout = AbortSignal.timeout(message.timeoutMs);
  try {
    const url = new URL(message.url);
    const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
    // A connection to an address in the URL looks nothing up.
    if (!message.allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddressError(host);
    return await post(url, message, AbortSignal.any([timeout, message.signal]));
  } catch (caught) {
    return { status: 0, error: describe(caught, timeout.aborted, message.timeoutMs), retryAfterMs: undefined };
  }
}

async function post(url: URL, message: OutgoingMessage, signal: AbortSignal): Promise<SendResult> {
  const { body, headers, allowPrivate } = message;
  return await new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, {
      method: "POST",
      agent: false,
      signal,
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "sluice-webhooks",
      },
      ...(!allowPrivate && { lookup: publicLookup() }),
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const status = response.statusCode ?? 0;
      const result = { status, error: errorOf(status), retryAfterMs: retryAfterOf(response.headers["retry-after"]) };
      let size = 0;
      const done = (): void => {
        resolve(result);
        response.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxAnswerBytes) done();
      });
      response.once("end", done);
      response.once("error", reject);
    });
    request.end(body);
  });
}

function errorOf(status: number): string {
  if (status >= 200 && status < 300) return "";
  if (status >= 300 && status < 400) return `answered ${status}; redirects are not followed, set the final URL`;
  return `answered ${status}`;
}

function retryAfterOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/u.test(header)
    ? Math.min(longestRetryAfterMs, Number(header) * 1000)
    : undefined;
}

function describe(caught: unknown, timedOut: boolean, timeoutMs: number): string {
  if (timedOut) return `did not answer within ${timeoutMs} ms`;
  return caught instanceof Error && caught.message !== "" ? caught.message.slice(0, 300) : "could not be reached";
}
