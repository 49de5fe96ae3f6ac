import { createHmac, randomBytes } from "node:crypto";
import { invalidArgument } from "../core/errors.js";

/** What secrets begin with, so that they are recognized where they should not be. */
const secretPrefix = "whsec_";

/** Bytes of a secret (Standard Webhooks, "Symmetric signatures"). */
const secretBytes = { least: 24, most: 64, made: 32 };

/** A new key and how people write it down. */
export function makeSecret(): { readonly key: Uint8Array; readonly text: string } {
  const key = randomBytes(secretBytes.made);
  return { key: new Uint8Array(key), text: `${secretPrefix}${key.toString("base64")}` };
}

/**
 * The key a secret stands for.
 * @throws SluiceError INVALID_ARGUMENT without quoting the secret
 */
export function parseSecret(text: string): Uint8Array {
  const encoded = text.startsWith(secretPrefix) ? text.slice(secretPrefix.length) : undefined;
  const isBase64 = encoded !== undefined && /^[A-Za-z0-9+/]+={0,2}$/u.test(encoded);
  const key = isBase64 ? Buffer.from(encoded, "base64") : Buffer.alloc(0);
  if (key.length < secretBytes.least || key.length > secretBytes.most) {
    throw invalidArgument(
      "secret",
      `must be ${secretPrefix} followed by ${secretBytes.least} to ${secretBytes.most} bytes in base64; leave it empty to have one made`,
    );
  }
  return new Uint8Array(key);
}

/** The headers that prove who sent a body, and when (Standard Webhooks, "Webhook headers"). */
export function signedHeaders(message: {
  readonly id: string;
  readonly body: string;
  readonly key: Uint8Array;
  readonly at: Date;
}): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signature = createHmac("sha256", message.key)
    .update(`${message.id}.${timestamp}.${message.body}`, "utf8")
    .digest("base64");
  return { "webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
