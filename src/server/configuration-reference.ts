import { configFileVariable } from "./environment.js";
import { flagOf, settingNames, settings, variableOf } from "./settings.js";

/** The table of every setting in Markdown, which docs/configuration.md is generated from. Ends with a newline. */
export function configurationReference(): string {
  const rows = settingNames.map((name) => {
    const { type, defaultText, description } = settings[name];
    return [`\`${name}\``, `\`${flagOf(name)}\``, `\`${variableOf(name)}\``, type, `\`${defaultText}\``, description];
  });
  const configRow = [
    "",
    "`--config`",
    `\`${configFileVariable}\``,
    "path",
    "",
    "JSON file with any of these settings.",
  ];
  const head = ["In the file", "Flag", "Environment", "Type", "Default", "What it does"];
  const lines = [head, head.map(() => "---"), configRow, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}
