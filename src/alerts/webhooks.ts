import { isIP } from "node:net";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { AlertKind, ListedWebhook, WebhookRow, WebhookStore } from "../store/store.js";
import type { Clock } from "../core/clock.js";
import { testBody } from "./digest.js";
import { isPublicAddress } from "./public-address.js";
import type { OutgoingMessage, SendResult } from "./send.js";
import { makeSecret, parseSecret, signedHeaders } from "./signature.js";

/** What somebody wants of a webhook. */
export interface WebhookSettings {
  /** Empty for a new one. */
  readonly id: string;
  readonly url: string;
  /** Empty to keep the one there is, or to have one made. */
  readonly secret: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly kinds: readonly AlertKind[];
  readonly streams: readonly string[];
}

/** A webhook that was set. */
export interface SetWebhookResult {
  readonly webhook: ListedWebhook;
  /** The secret where one was made; empty otherwise. */
  readonly generatedSecret: string;
}

/** How a test went. */
export interface WebhookTest extends SendResult {
  readonly durationMs: number;
}

/** What webhooks need. */
export interface WebhookDeps {
  readonly webhooks: WebhookStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly send: (message: OutgoingMessage) => Promise<SendResult>;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
}

/** Where alerts are sent, for those who say where. */
export interface Webhooks {
  /** @throws SluiceError INVALID_ARGUMENT, WEBHOOK_NOT_FOUND, LIMIT_EXCEEDED */
  set(settings: WebhookSettings): Promise<SetWebhookResult>;
  list(): Promise<readonly ListedWebhook[]>;
  /** @throws SluiceError WEBHOOK_NOT_FOUND */
  delete(id: string): Promise<void>;
  /** Sends a message at once, and once. @throws SluiceError WEBHOOK_NOT_FOUND */
  test(id: string, signal: AbortSignal): Promise<WebhookTest>;
}

const maxWebhooks = 100;
const maxUrlLength = 2048;
const maxDescriptionLength = 200;
const maxStreams = 100;

/** Assembles the webhooks. */
export function createWebhooks(deps: WebhookDeps): Webhooks {
  const { webhooks, clock } = deps;

  async function find(id: string): Promise<WebhookRow> {
    if (id === "") throw invalidArgument("id", "is required");
    const webhook = await webhooks.get(id);
    if (webhook === undefined) throw notFound(id);
    return webhook;
  }

  async function fresh(): Promise<WebhookRow> {
    if ((await webhooks.list()).length >= maxWebhooks) {
      throw new SluiceError("LIMIT_EXCEEDED", `There are ${maxWebhooks} webhooks already; delete one first.`, {
        metadata: { limit: String(maxWebhooks) },
      });
    }
    const settings = { id: deps.newId(), url: "", description: "", enabled: true, kinds: [], streams: [] };
    const health = { failingSince: undefined, failures: 0, lastSuccessAt: undefined, lastError: "" };
    return { ...settings, ...health, secret: new Uint8Array(), createdAt: clock.now() };
  }

  return {
    async set(settings) {
      checkSettings(settings, deps.allowPrivate);
      const given = settings.secret === "" ? undefined : parseSecret(settings.secret);
      const before = settings.id === "" ? await fresh() : await find(settings.id);
      const made = given === undefined && before.secret.length === 0 ? makeSecret() : undefined;
      const { id, secret } = before;
      const webhook = { ...before, ...settings, id, secret: given ?? made?.key ?? secret };
      await webhooks.put(webhook);
      const pending = (await webhooks.list()).find((listed) => listed.id === id)?.pending ?? 0;
      return { webhook: { ...webhook, pending }, generatedSecret: made?.text ?? "" };
    },
    list: async () => await webhooks.list(),
    async delete(id) {
      await find(id);
      await webhooks.delete(id);
    },
    async test(id, signal) {
      const { url, secret: key } = await find(id);
      const at = clock.now();
      const body = testBody(at);
      const headers = signedHeaders({ id: `msg_${deps.newId()}`, body, key, at });
      const { timeoutMs, allowPrivate } = deps;
      const startedAt = performance.now();
      const result = await deps.send({ url, headers, body, timeoutMs, allowPrivate, signal });
      return { ...result, durationMs: performance.now() - startedAt };
    },
  };
}

function notFound(id: string): SluiceError {
  return new SluiceError("WEBHOOK_NOT_FOUND", `There is no webhook '${id}'.`, { metadata: { id } });
}

function checkSettings({ url, description, streams }: WebhookSettings, allowPrivate: boolean): void {
  checkUrl(url, allowPrivate);
  if (description.length > maxDescriptionLength) {
    throw invalidArgument(
      "description",
      `has ${description.length} characters; at most ${maxDescriptionLength} are allowed`,
    );
  }
  if (streams.length > maxStreams) {
    throw invalidArgument("streams", `has ${streams.length}; at most ${maxStreams} are allowed`);
  }
}

/** What the name in it resolves to is checked at each connection; an address that stands in it is checked here as well. */
function checkUrl(text: string, allowPrivate: boolean): void {
  if (text === "") throw invalidArgument("url", "is required");
  if (text.length > maxUrlLength) throw invalidArgument("url", `is longer than ${maxUrlLength} characters`);
  if (!URL.canParse(text)) throw invalidArgument("url", "is not an absolute URL such as https://example.com/hook");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw invalidArgument("url", "must begin with https:// or http://");
  if (url.username !== "" || url.password !== "") {
    throw invalidArgument("url", "must not hold a user name or password; deliveries are signed instead");
  }
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  const isPrivate = host === "localhost" || (isIP(host) !== 0 && !isPublicAddress(host));
  if (isPrivate && !allowPrivate) {
    throw invalidArgument(
      "url",
      "names an address that is not on the public internet; start the server with webhookAllowPrivateAddresses if it is meant to be reached",
    );
  }
}
