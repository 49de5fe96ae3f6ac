import { archiveSettings } from "./archive-settings.js";
import { choiceSetting, numberSetting, type Setting, switchSetting, textSetting } from "./setting.js";

const mebibyte = 1024 ** 2;

/**
 * Every setting of the server, by the name it has in a configuration file. Its flag (`--data`) and its
 * environment variable (`SLUICE_DATA`) follow from that name; docs/configuration.md is generated from here.
 */
export const settings = {
  host: textSetting({
    default: "127.0.0.1",
    description:
      "Address to listen on. Anything but a loopback address also needs `allowUnauthenticated`, since everybody who reaches the port may do everything.",
  }),
  port: numberSetting({
    default: 8081,
    minimum: 0,
    maximum: 65_535,
    description: "Port to listen on, for gRPC, Connect, gRPC-Web and plain HTTP alike. 0 takes any that is free.",
  }),
  data: textSetting({
    default: "./data",
    description: "Directory of the store; made when missing. Relative to the working directory.",
  }),
  logLevel: choiceSetting({
    choices: ["debug", "info", "warn", "error", "silent"],
    default: "info",
    description: "Least severity that is logged, to standard error.",
  }),
  logFormat: choiceSetting({
    choices: ["json", "text"],
    default: "json",
    description: "Log lines as JSON objects for machines, or as text for people.",
  }),
  allowUnauthenticated: switchSetting({
    default: false,
    description:
      "Listen on addresses other than loopback although nobody has to prove who they are. Only behind something that does it instead.",
  }),
  maxConnections: numberSetting({
    default: 10_000,
    minimum: 1,
    maximum: 1_000_000,
    description: "Most connections at a time; further ones are closed at once.",
  }),
  maxRequestBytes: numberSetting({
    default: 16 * mebibyte,
    minimum: 1024,
    maximum: 1024 * mebibyte,
    unit: "bytes",
    description: "Largest request, and largest single message of a stream.",
  }),
  maxIncomingBytes: numberSetting({
    default: 256 * mebibyte,
    minimum: mebibyte,
    maximum: 65_536 * mebibyte,
    unit: "bytes",
    description:
      "Most bytes of large requests, those over 64 KiB, that are received or worked on at a time, of all callers; further ones fail with OVERLOADED and are to be tried again.",
  }),
  maxStreams: numberSetting({
    default: 1000,
    minimum: 1,
    maximum: 100_000,
    description: "Most publish streams at a time; opening further ones fails with RESOURCE_EXHAUSTED.",
  }),
  maxSubscriptions: numberSetting({
    default: 1000,
    minimum: 1,
    maximum: 100_000,
    description:
      "Most subscriptions and watches at a time; opening further ones fails with RESOURCE_EXHAUSTED. One whose reader is slow takes about a megabyte.",
  }),
  windowEvents: numberSetting({
    default: 10_000,
    minimum: 1,
    // How far back a producer can resend: see the horizon of gateway/sequence-set.ts.
    maximum: 50_000,
    description: "Most unacknowledged events of one publish stream; beyond it the server stops reading the stream.",
  }),
  windowBytes: numberSetting({
    default: 32 * mebibyte,
    minimum: 1024,
    maximum: 1024 * mebibyte,
    unit: "bytes",
    description:
      "Most unacknowledged payload bytes of one publish stream; beyond it the server stops reading the stream.",
  }),
  commitMaxEvents: numberSetting({
    default: 2000,
    minimum: 1,
    maximum: 100_000,
    description: "Most events that are made durable together. More per commit is more throughput and more latency.",
  }),
  analysisThreads: numberSetting({
    default: 2,
    minimum: 1,
    maximum: 64,
    description: "Threads that read and compare schemas. They start when there is work for them.",
  }),
  analysisTimeLimitMs: numberSetting({
    default: 2000,
    minimum: 50,
    maximum: 600_000,
    unit: "ms",
    description:
      "Longest time one comparison of two schemas, or the reading of one, may take. A comparison that needs more is UNDECIDED.",
  }),
  lintConfig: textSetting({
    default: "",
    description:
      "JSON file with the lint rules that schemas are held to when they are checked and registered (docs/lint.md). Rules of level error refuse a registration. Empty: the recommended rules, which refuse nothing.",
  }),
  upkeepIntervalMs: numberSetting({
    default: 10_000,
    minimum: 50,
    maximum: 86_400_000,
    unit: "ms",
    description: "How often what is kept no longer is looked for: events, dead letters, changes and counts.",
  }),
  deadLetterRetentionDays: numberSetting({
    default: 0,
    minimum: 0,
    maximum: 36_500,
    description: "Days that closed dead letters are kept; 0 is for ever. Open ones are never deleted.",
  }),
  deadLetterPurgeWarningDays: numberSetting({
    default: 3,
    minimum: 0,
    maximum: 36_500,
    description:
      "So many days before closed dead letters are deleted, the log, `sluice_dlq_purge_ahead` and the statistics say how many; 0 is never.",
  }),
  ...archiveSettings,
  changeRetentionDays: numberSetting({
    default: 0,
    minimum: 0,
    maximum: 36_500,
    description: "Days that entries of the registry's change feed are kept; 0 is for ever. The last one stays.",
  }),
  statisticsRetentionDays: numberSetting({
    default: 400,
    minimum: 0,
    maximum: 36_500,
    description: "Days that counts by hour are kept; 0 is for ever. Counts of all time stay.",
  }),
  alertIntervalMs: numberSetting({
    default: 10_000,
    minimum: 50,
    maximum: 3_600_000,
    unit: "ms",
    description: "How often the server looks whether an alert fires or is over.",
  }),
  alertDigestMs: numberSetting({
    default: 10_000,
    minimum: 0,
    maximum: 3_600_000,
    unit: "ms",
    description: "How long alerts are gathered after the first of them, to go to webhooks in one delivery.",
  }),
  alertDedupeMs: numberSetting({
    default: 900_000,
    minimum: 0,
    maximum: 604_800_000,
    unit: "ms",
    description: "For how long nobody is told again that an alert fires which was over in the meantime.",
  }),
  webhookTimeoutMs: numberSetting({
    default: 10_000,
    minimum: 100,
    maximum: 120_000,
    unit: "ms",
    description: "How long a webhook's endpoint may take to answer.",
  }),
  webhookRetryBaseMs: numberSetting({
    default: 5000,
    minimum: 10,
    maximum: 3_600_000,
    unit: "ms",
    description:
      "Longest pause before the second attempt of a delivery; it doubles with each further one, up to 15 minutes. The pause is any time up to that.",
  }),
  webhookAllowPrivateAddresses: switchSetting({
    default: false,
    description:
      "Send webhooks to loopback, private and other addresses that are not on the public internet. Whoever may set webhooks then reaches what this machine reaches.",
  }),
  heartbeatMs: numberSetting({
    default: 15_000,
    minimum: 100,
    maximum: 3_600_000,
    unit: "ms",
    description: "How often a subscription without new events says where it stands.",
  }),
  clientTimeoutMs: numberSetting({
    default: 60_000,
    minimum: 100,
    maximum: 3_600_000,
    unit: "ms",
    description:
      "How long a client may leave the server waiting before its call is cut: for the rest of a request or of a frame, for the first frame of a publish stream, or to read an answer or acknowledgements; who takes a little in that time is not cut.",
  }),
  drainTimeoutMs: numberSetting({
    default: 10_000,
    minimum: 0,
    maximum: 3_600_000,
    unit: "ms",
    description: "How long a stop waits for calls under way before it cuts them off.",
  }),
} satisfies Record<string, Setting<string> | Setting<number> | Setting<boolean>>;

/** Name of a setting, as in a configuration file. */
export type SettingName = keyof typeof settings;

/** Every setting's name, in the order in which people read them. */
export const settingNames: readonly SettingName[] = Object.keys(settings).filter(isSettingName);

/** Whether a text is the name of a setting. */
export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(settings, text);
}

/** The environment variable of a setting: `data` is `SLUICE_DATA`. */
export function variableOf(name: SettingName): string {
  return `SLUICE_${name.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
}

/** The command line flag of a setting: `data` is `--data`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
}
