import { isIP } from "node:net";
import { resolve } from "node:path";
import { SluiceError } from "../core/errors.js";
import { archiveConfig, archiveProblems } from "./archive-config.js";
import { type Environment, variableNames } from "./environment.js";
import { nearestWord } from "../core/nearest-word.js";
import { flagOf, isSettingName, type SettingName, settingNames, settings, variableOf } from "./settings.js";
import { type Setting } from "./setting.js";

export { readEnvironment } from "./environment.js";

/** Every setting with the value that applies. */
export type Config = { readonly [Name in SettingName]: (typeof settings)[Name]["default"] };

/** The three places a setting may come from. */
export interface ConfigSources {
  /** Values of the flags that were given, by setting; undefined means not given. */
  readonly flags: Readonly<Partial<Record<string, unknown>>>;
  /** What the configuration file holds: a parsed JSON value; undefined without a file. */
  readonly file: unknown;
  readonly environment: Environment;
}

/** What applies for one setting, and why. */
export interface SettingInEffect {
  readonly name: SettingName;
  /** The value; undefined for a secret that is set, which is shown to nobody. */
  readonly value: Config[SettingName] | undefined;
  /** The flag, the variable, or `configuration file`; undefined where the default applies. */
  readonly from: string | undefined;
}

/** A value, where it comes from, and how to name it there. */
interface Given {
  readonly raw: unknown;
  readonly from: string;
  readonly place: string;
}

/**
 * What applies: flags before environment before file before defaults. Reads nothing but its arguments, except that it
 * makes `data` absolute.
 *
 * @throws SluiceError INVALID_ARGUMENT with everything that is wrong at once: a line each in the message, and each as a
 * field violation.
 */
export function toConfig(sources: ConfigSources): Config {
  const problems: string[] = [];
  const file = fileValues(sources.file, problems);
  for (const name of Object.keys(sources.flags)) {
    if (!isSettingName(name)) problems.push(`flag "${name}" is not a setting${suggestion(name, settingNames)}`);
  }
  for (const variable of sources.environment.unknown) {
    problems.push(`${variable} is not a variable of Sluice${suggestion(variable, variableNames)}`);
  }

  function pick<Value>(name: SettingName, setting: Setting<Value>): Value {
    // A wrong value is reported even where another place overrides it: it is a trap laid for later.
    let chosen: Value | undefined;
    for (const { raw, place } of given(name, sources, file)) {
      const reading = setting.read(raw);
      if ("problem" in reading) problems.push(`${place} ${reading.problem}`);
      else chosen ??= reading.value;
    }
    return chosen ?? setting.default;
  }

  const config: Config = {
    host: withoutBrackets(pick("host", settings.host)),
    port: pick("port", settings.port),
    data: resolve(pick("data", settings.data)),
    logLevel: pick("logLevel", settings.logLevel),
    logFormat: pick("logFormat", settings.logFormat),
    allowUnauthenticated: pick("allowUnauthenticated", settings.allowUnauthenticated),
    maxConnections: pick("maxConnections", settings.maxConnections),
    maxRequestBytes: pick("maxRequestBytes", settings.maxRequestBytes),
    maxIncomingBytes: pick("maxIncomingBytes", settings.maxIncomingBytes),
    maxStreams: pick("maxStreams", settings.maxStreams),
    maxSubscriptions: pick("maxSubscriptions", settings.maxSubscriptions),
    windowEvents: pick("windowEvents", settings.windowEvents),
    windowBytes: pick("windowBytes", settings.windowBytes),
    commitMaxEvents: pick("commitMaxEvents", settings.commitMaxEvents),
    lintConfig: pick("lintConfig", settings.lintConfig),
    analysisThreads: pick("analysisThreads", settings.analysisThreads),
    analysisTimeLimitMs: pick("analysisTimeLimitMs", settings.analysisTimeLimitMs),
    upkeepIntervalMs: pick("upkeepIntervalMs", settings.upkeepIntervalMs),
    deadLetterRetentionDays: pick("deadLetterRetentionDays", settings.deadLetterRetentionDays),
    deadLetterPurgeWarningDays: pick("deadLetterPurgeWarningDays", settings.deadLetterPurgeWarningDays),
    ...archiveConfig(pick),
    changeRetentionDays: pick("changeRetentionDays", settings.changeRetentionDays),
    statisticsRetentionDays: pick("statisticsRetentionDays", settings.statisticsRetentionDays),
    alertIntervalMs: pick("alertIntervalMs", settings.alertIntervalMs),
    alertDigestMs: pick("alertDigestMs", settings.alertDigestMs),
    alertDedupeMs: pick("alertDedupeMs", settings.alertDedupeMs),
    webhookTimeoutMs: pick("webhookTimeoutMs", settings.webhookTimeoutMs),
    webhookRetryBaseMs: pick("webhookRetryBaseMs", settings.webhookRetryBaseMs),
    webhookAllowPrivateAddresses: pick("webhookAllowPrivateAddresses", settings.webhookAllowPrivateAddresses),
    heartbeatMs: pick("heartbeatMs", settings.heartbeatMs),
    clientTimeoutMs: pick("clientTimeoutMs", settings.clientTimeoutMs),
    drainTimeoutMs: pick("drainTimeoutMs", settings.drainTimeoutMs),
  };
  if (!isLoopbackHost(config.host) && !config.allowUnauthenticated) {
    problems.push(
      `host ${JSON.stringify(config.host)} is reachable from other machines, and Sluice does not authenticate its callers: ` +
        `listen on 127.0.0.1, or say ${flagOf("allowUnauthenticated")} (${variableOf("allowUnauthenticated")}=true) if something in front of it does`,
    );
  }
  problems.push(...archiveProblems(config));
  if (problems.length > 0) throw wrong(problems);
  return config;
}

/**
 * Each setting as it applies, in the order of the documentation.
 *
 * @throws SluiceError as `toConfig` does.
 */
export function settingsInEffect(sources: ConfigSources): readonly SettingInEffect[] {
  const config = toConfig(sources);
  const file = fileValues(sources.file, []);
  return settingNames.map((name) => {
    const [first] = given(name, sources, file);
    const isHidden = first !== undefined && settings[name].isSecret === true;
    return { name, value: isHidden ? undefined : config[name], from: first?.from };
  });
}

/** Whether only programs on the same machine reach an address: `localhost`, 127.0.0.0/8, `::1`. */
export function isLoopbackHost(host: string): boolean {
  const bare = withoutBrackets(host.toLowerCase());
  if (bare === "localhost" || bare === "::1") return true;
  const mapped = bare.replace(/^::ffff:/, "");
  return isIP(mapped) === 4 && mapped.startsWith("127.");
}

/** IPv6 addresses are written in brackets where a port may follow; to listen on one they have to go. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function* given(name: SettingName, sources: ConfigSources, file: ReadonlyMap<string, unknown>): Generator<Given> {
  const flag = sources.flags[name];
  if (flag !== undefined) yield { raw: flag, from: flagOf(name), place: flagOf(name) };
  const variable = sources.environment.values[name];
  if (variable !== undefined) yield { raw: variable, from: variableOf(name), place: variableOf(name) };
  const from = "configuration file";
  if (file.has(name)) yield { raw: file.get(name), from, place: `${from}: ${name}` };
}

function fileValues(file: unknown, problems: string[]): ReadonlyMap<string, unknown> {
  if (file === undefined) return new Map();
  if (typeof file !== "object" || file === null || Array.isArray(file)) {
    problems.push(`configuration file: must hold a JSON object such as {"port": 8081}`);
    return new Map();
  }
  const values = new Map<string, unknown>(Object.entries(file));
  for (const key of values.keys()) {
    // Editors find the schema of a file by this key.
    if (key === "$schema" || isSettingName(key)) continue;
    problems.push(`configuration file: "${key}" is not a setting${suggestion(key, settingNames)}`);
  }
  return values;
}

function suggestion(name: string, candidates: readonly string[]): string {
  const nearest = nearestWord(name, candidates);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

function wrong(problems: readonly string[]): SluiceError {
  const list = problems.map((problem) => `  - ${problem}`).join("\n");
  return new SluiceError("INVALID_ARGUMENT", `The configuration is wrong:\n${list}`, {
    fields: problems.map((description) => ({ field: "configuration", description })),
  });
}
