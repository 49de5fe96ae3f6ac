import { invalidConfig } from "../errors/client-error.js";
import { parseServerUrl } from "../connection/server-url.js";
import { type RegistryClientOptions, parseMode } from "./client-options.js";

/**
 * Reads the options of a registry client from environment variables. Nothing is read unless this is called. What no variable
 * says is left out, so that `{ mode: "enforce", ...optionsFromEnvironment(process.env) }` is `enforce` unless one says otherwise.
 *
 * `REGISTRY_URL` (several separated by commas), `REGISTRY_TOKEN`, `REGISTRY_ENABLED` (`false` disables),
 * `REGISTRY_CACHE_TTL` (seconds, default 300), `REGISTRY_TIMEOUT` (milliseconds), `SCHEMA_PREFER_TRACK`,
 * `SCHEMA_FALLBACK_TRACK`, `VALIDATION_MODE` (enforce, log-only, disabled, strict, warn), `MAX_RETRIES`.
 * @param env usually `process.env`
 * @throws SluiceClientError INVALID_CONFIG naming the variable
 */
export function optionsFromEnvironment(env: Readonly<Record<string, string | undefined>>): RegistryClientOptions {
  const read = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const mode = readMode(read("VALIDATION_MODE"), read("REGISTRY_ENABLED"));
  const versions = [read("SCHEMA_PREFER_TRACK"), read("SCHEMA_FALLBACK_TRACK")].filter((track) => track !== undefined);
  const cacheTtlSeconds = readNumber("REGISTRY_CACHE_TTL", read("REGISTRY_CACHE_TTL"), [1, 2_592_000]);
  const options: RegistryClientOptions = {
    url: readUrls(read("REGISTRY_URL"), mode),
    mode,
    versions: versions.length === 0 ? undefined : versions,
    token: read("REGISTRY_TOKEN"),
    cacheTtlMs: cacheTtlSeconds === undefined ? undefined : cacheTtlSeconds * 1000,
    timeoutMs: readNumber("REGISTRY_TIMEOUT", read("REGISTRY_TIMEOUT"), [1, 600_000]),
    maxRetries: readNumber("MAX_RETRIES", read("MAX_RETRIES"), [0, 100]),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function readUrls(text: string | undefined, mode: RegistryClientOptions["mode"]): string[] | undefined {
  const texts = (text ?? "").split(",").map((url) => url.trim());
  const urls = texts.filter((each) => each !== "");
  // Nobody is asked then, so that an address that cannot be used does no harm; one that can serves a later change of mode.
  if (mode === "disabled" && (urls.length === 0 || !urls.every(isServerUrl))) return undefined;
  if (urls.length === 0) {
    throw invalidConfig("REGISTRY_URL", "is required unless REGISTRY_ENABLED is false or VALIDATION_MODE is disabled");
  }
  return urls.map((each) => parseServerUrl("REGISTRY_URL", each).href);
}

function isServerUrl(text: string): boolean {
  try {
    parseServerUrl("REGISTRY_URL", text);
    return true;
  } catch {
    return false;
  }
}

function readMode(mode: string | undefined, enabled: string | undefined): RegistryClientOptions["mode"] {
  const words = ["true", "false", "1", "0", "yes", "no"];
  if (enabled !== undefined && !words.includes(enabled.toLowerCase())) {
    throw invalidConfig("REGISTRY_ENABLED", `expected one of ${words.join(", ")}, got "${enabled}"`);
  }
  const disabled = enabled !== undefined && ["false", "0", "no"].includes(enabled.toLowerCase());
  const parsed = mode === undefined ? undefined : parseMode("VALIDATION_MODE", mode);
  return disabled ? "disabled" : parsed;
}

function readNumber(name: string, text: string | undefined, [min, max]: readonly [number, number]): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw invalidConfig(name, `expected a whole number from ${min} to ${max}, got "${text}"`);
  }
  return value;
}
