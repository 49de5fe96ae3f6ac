import { type SettingName, settingNames, variableOf } from "./settings.js";

/** The variable that names the configuration file. */
export const configFileVariable = "SLUICE_CONFIG";

/** What the environment says. */
export interface Environment {
  /** Path of the configuration file, when one is named. */
  readonly configFile: string | undefined;
  /** Raw values by setting. A variable that is set to nothing counts as not set. */
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
  /** Variables that begin with `SLUICE_` and mean nothing. */
  readonly unknown: readonly string[];
}

const byVariable = new Map(settingNames.map((name) => [variableOf(name), name]));

/** Every variable the server reads. */
export const variableNames: readonly string[] = [configFileVariable, ...byVariable.keys()];

/** Variables with the same prefix that only the command line client reads. */
const clientVariables: ReadonlySet<string> = new Set(["SLUICE_SERVER", "SLUICE_TOKEN"]);

/**
 * Kubernetes tells every pod about every service in its namespace this way, so a service called `sluice` makes
 * SLUICE_PORT=tcp://10.0.0.1:8081 and a dozen more. None of them is meant as a setting.
 */
const serviceLink = /^SLUICE_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const serviceLinkValue = /^(tcp|udp|sctp):\/\//;

/** Picks out everything that is meant for the server: the single list of its environment variables. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const values: Partial<Record<SettingName, string>> = {};
  const unknown: string[] = [];
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith("SLUICE_") || value === undefined || value === "") continue;
    if (isServiceLink(variable, value) || clientVariables.has(variable) || variable === configFileVariable) continue;
    const name = byVariable.get(variable);
    if (name === undefined) unknown.push(variable);
    else values[name] = value;
  }
  const configFile = env[configFileVariable];
  return { configFile: configFile === "" ? undefined : configFile, values, unknown: unknown.sort() };
}

function isServiceLink(variable: string, value: string): boolean {
  return serviceLink.test(variable) || (/_PORT$/.test(variable) && serviceLinkValue.test(value));
}
