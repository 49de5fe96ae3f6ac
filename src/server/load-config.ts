import { readFileSync } from "node:fs";
import { SluiceError } from "../core/errors.js";
import { type Config, type ConfigSources, type SettingInEffect, settingsInEffect, toConfig } from "./config.js";
import { configFileVariable, readEnvironment } from "./environment.js";

/** Where `loadConfig` looks. */
export interface ConfigPlaces {
  /** Values of the flags that were given, by setting. */
  readonly flags: Readonly<Partial<Record<string, unknown>>>;
  /** Value of `--config`, when given. */
  readonly configFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The configuration that applies, with the file that `--config` or else SLUICE_CONFIG names, if any.
 *
 * @throws SluiceError INVALID_ARGUMENT when the file cannot be read or is not JSON, and as `toConfig` does.
 */
export function loadConfig(places: ConfigPlaces): Config {
  return toConfig(sourcesAt(places));
}

/**
 * Each setting of that configuration, and where its value comes from.
 *
 * @throws SluiceError as `loadConfig` does.
 */
export function explainConfig(places: ConfigPlaces): readonly SettingInEffect[] {
  return settingsInEffect(sourcesAt(places));
}

function sourcesAt(places: ConfigPlaces): ConfigSources {
  const environment = readEnvironment(places.env);
  const path = places.configFile ?? environment.configFile;
  const file = path === undefined ? undefined : readConfigFile(path);
  return { flags: places.flags, file, environment };
}

function readConfigFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const message = `The configuration file ${path} cannot be read; --config or ${configFileVariable} must name a file.`;
    throw new SluiceError("INVALID_ARGUMENT", message, { cause });
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch (cause) {
    throw new SluiceError("INVALID_ARGUMENT", `The configuration file ${path} is not JSON.`, { cause });
  }
}
