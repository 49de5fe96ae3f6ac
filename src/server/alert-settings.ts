import type { AlertDeps } from "../alerts/alerts.js";
import type { Config } from "./config.js";

type Settings = Pick<
  AlertDeps,
  "random" | "timeoutMs" | "allowPrivate" | "retryBaseMs" | "intervalMs" | "digestMs" | "dedupeMs"
>;

/** What of the configuration alerts go by. */
export function alertSettings(config: Config): Settings {
  return {
    random: Math.random,
    timeoutMs: config.webhookTimeoutMs,
    allowPrivate: config.webhookAllowPrivateAddresses,
    retryBaseMs: config.webhookRetryBaseMs,
    intervalMs: config.alertIntervalMs,
    digestMs: config.alertDigestMs,
    dedupeMs: config.alertDedupeMs,
  };
}
