import { invalidConfig } from "../errors/client-error.js";

/**
 * Checks the address of a server.
 * @param key the option the address came from, for the error
 * @param value `http://host:port` (HTTP/2 without TLS) or `https://host:port`, with or without a path
 * @throws SluiceClientError INVALID_CONFIG naming the key
 */
export function parseServerUrl(key: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw invalidConfig(key, `expected an http:// or https:// address such as http://localhost:8080, got "${value}"`);
  }
  if (url.username !== "" || url.password !== "") {
    throw invalidConfig(key, "must not hold a user name or password; pass the token as an option of its own");
  }
  return url;
}
