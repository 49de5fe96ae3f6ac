import { type BreakerOptions } from "../resilience/breaker.js";
import { type Services } from "../connection/services.js";
import { invalidConfig } from "../errors/client-error.js";
import { integerInRange, nonEmpty, oneOf } from "../options/option-checks.js";
import { parseServerUrl } from "../connection/server-url.js";
import { type TimeSource, steadyTime } from "../time/time-source.js";

/**
 * How the client treats payloads: `disabled` checks nothing and talks to nobody, `log-only` checks and lets everything
 * pass, `enforce` refuses what is invalid.
 */
export type ClientMode = "disabled" | "log-only" | "enforce";

/** A mode, or the name other systems give it: `strict` is `enforce`, `warn` is `log-only`. */
export type ClientModeName = ClientMode | "strict" | "warn";

/** What becomes of a payload that could not be checked. */
export type PassOrFail = "pass" | "fail";

/** Options of a registry client. Only `url` is required; times are in milliseconds. */
export interface RegistryClientOptions {
  /** Address of the registry, or several of the same registry, tried in turn when one is away. Required unless disabled. */
  readonly url?: string | readonly string[] | undefined;
  /** Calls go to these instead of a connection of the client's own; the caller closes them. */
  readonly services?: Services | undefined;
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
  /** Further headers of every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default `log-only`. */
  readonly mode?: ClientModeName | undefined;
  /** Preferred versions, first choice first: tracks (`v2`), semvers, ranges, numbers or `latest`. Default: the latest. */
  readonly versions?: readonly string[] | undefined;
  /** Subjects that `ready()` fetches and waits for. */
  readonly preload?: readonly string[] | undefined;
  /** How long an answer that may change is fresh, ± 10 %. Default 300,000. */
  readonly cacheTtlMs?: number | undefined;
  /** How long an answer past its time still serves in `enforce`; in `log-only` it serves for ever. Default 24 hours. */
  readonly staleMaxAgeMs?: number | undefined;
  /** How long "there is no such subject" is believed. Default 10,000. */
  readonly negativeTtlMs?: number | undefined;
  /** Most schemas kept. Default 1000. */
  readonly cacheCapacity?: number | undefined;
  /** Most bytes of schema text kept. Default 64 MiB. */
  readonly cacheMaxBytes?: number | undefined;
  /** Deadline of one attempt. Default 2000. */
  readonly timeoutMs?: number | undefined;
  /** Deadline of a call with all its attempts. Default 5000, or `timeoutMs` when that is longer. */
  readonly totalTimeoutMs?: number | undefined;
  /** How long `validate()` waits for a schema it does not have before it lets the payload pass unverified. Default 250. */
  readonly validateTimeoutMs?: number | undefined;
  /** Further attempts after the first, for failures time can heal. Default 2. */
  readonly maxRetries?: number | undefined;
  /** Payloads while the registry is away and nothing is cached. Default `pass`. */
  readonly onUnavailable?: PassOrFail | undefined;
  /** Payloads of subjects nobody registered, in `enforce`. Default `fail`. */
  readonly onUnknownSubject?: PassOrFail | undefined;
  /** Follow the registry's changes instead of only asking again when the time is over. Default false. */
  readonly watch?: boolean | undefined;
  /** When to stop asking an endpoint that does not answer. */
  readonly breaker?: Partial<BreakerOptions> | undefined;
  /** The first success after an outage refreshes everything stale, spread over this time. Default 10,000. */
  readonly recoverySpreadMs?: number | undefined;
  /** Clock and randomness; for tests. */
  readonly time?: TimeSource | undefined;
}

/** The options with their defaults, checked. */
export interface RegistryClientSettings {
  readonly urls: readonly URL[];
  readonly mode: ClientMode;
  readonly versions: readonly string[];
  readonly preload: readonly string[];
  readonly cacheTtlMs: number;
  readonly staleMaxAgeMs: number;
  readonly negativeTtlMs: number;
  readonly cacheCapacity: number;
  readonly cacheMaxBytes: number;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly validateTimeoutMs: number;
  readonly maxRetries: number;
  readonly onUnavailable: PassOrFail;
  readonly onUnknownSubject: PassOrFail;
  readonly watch: boolean;
  readonly breaker: BreakerOptions;
  readonly recoverySpreadMs: number;
  readonly time: TimeSource;
}

const aliases: Readonly<Record<ClientModeName, ClientMode>> = {
  disabled: "disabled",
  "log-only": "log-only",
  enforce: "enforce",
  strict: "enforce",
  warn: "log-only",
};

const dayMs = 86_400_000;

/**
 * Turns the name of a mode or its alias into the mode.
 * @param key the option the name came from, for the error
 * @throws SluiceClientError INVALID_CONFIG naming the key
 */
export function parseMode(key: string, name: string): ClientMode {
  return aliases[oneOf(key, name, ["disabled", "log-only", "enforce", "strict", "warn"])];
}

/**
 * Checks the options and fills in the defaults.
 * @throws SluiceClientError INVALID_CONFIG naming the option
 */
export function checkRegistryClientOptions(options: RegistryClientOptions): RegistryClientSettings {
  const mode = parseMode("mode", options.mode ?? "log-only");
  const passOrFail = ["pass", "fail"] as const;
  return {
    ...checkNumbers(options),
    urls: checkUrls(options, mode),
    mode,
    versions: (options.versions ?? []).map((version, index) => nonEmpty(`versions[${index}]`, version)),
    preload: (options.preload ?? []).map((subject, index) => nonEmpty(`preload[${index}]`, subject)),
    onUnavailable: oneOf("onUnavailable", options.onUnavailable ?? "pass", passOrFail),
    onUnknownSubject: oneOf("onUnknownSubject", options.onUnknownSubject ?? "fail", passOrFail),
    watch: options.watch ?? false,
    breaker: checkBreaker(options.breaker ?? {}),
    time: options.time ?? steadyTime,
  };
}

function checkUrls({ url, services }: RegistryClientOptions, mode: ClientMode): URL[] {
  const urls = url === undefined ? [] : typeof url === "string" ? [url] : url;
  if (services !== undefined) {
    if (urls.length > 0) throw invalidConfig("services", "give either url or services, not both");
    return [];
  }
  if (urls.length === 0 && mode !== "disabled") throw invalidConfig("url", "is required unless the mode is disabled");
  return urls.map((each, index) => parseServerUrl(urls.length === 1 ? "url" : `url[${index}]`, each));
}

function checkNumbers(options: RegistryClientOptions) {
  return {
    cacheTtlMs: integerInRange("cacheTtlMs", options.cacheTtlMs ?? 300_000, [1, 30 * dayMs]),
    staleMaxAgeMs: integerInRange("staleMaxAgeMs", options.staleMaxAgeMs ?? dayMs, [0, 365 * dayMs]),
    negativeTtlMs: integerInRange("negativeTtlMs", options.negativeTtlMs ?? 10_000, [0, dayMs]),
    cacheCapacity: integerInRange("cacheCapacity", options.cacheCapacity ?? 1000, [1, 1_000_000]),
    cacheMaxBytes: integerInRange("cacheMaxBytes", options.cacheMaxBytes ?? 64 * 1024 * 1024, [1024, 2 ** 34]),
    timeoutMs: integerInRange("timeoutMs", options.timeoutMs ?? 2000, [1, 600_000]),
    // Who allows one attempt more time than this wants it to have it.
    totalTimeoutMs: integerInRange(
      "totalTimeoutMs",
      options.totalTimeoutMs ?? Math.max(5000, options.timeoutMs ?? 0),
      [1, 600_000],
    ),
    validateTimeoutMs: integerInRange("validateTimeoutMs", options.validateTimeoutMs ?? 250, [0, 600_000]),
    maxRetries: integerInRange("maxRetries", options.maxRetries ?? 2, [0, 100]),
    recoverySpreadMs: integerInRange("recoverySpreadMs", options.recoverySpreadMs ?? 10_000, [0, 600_000]),
  };
}

function checkBreaker(breaker: Partial<BreakerOptions>): BreakerOptions {
  return {
    failures: integerInRange("breaker.failures", breaker.failures ?? 5, [1, 1000]),
    openMs: integerInRange("breaker.openMs", breaker.openMs ?? 5000, [1, dayMs]),
    maxOpenMs: integerInRange("breaker.maxOpenMs", breaker.maxOpenMs ?? 60_000, [1, dayMs]),
    authProbeMs: integerInRange("breaker.authProbeMs", breaker.authProbeMs ?? 60_000, [1, dayMs]),
  };
}
