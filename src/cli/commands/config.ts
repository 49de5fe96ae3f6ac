import type { Command } from "commander";
import type { SettingInEffect } from "../../server/config.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { addServerFlags, explainServerFailure, flagsOf } from "../server-flags.js";
import { outputOption, withoutServer } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";

function render(settings: readonly SettingInEffect[], look: Look): string {
  const { dim } = look.colors;
  return renderTable(
    [{ title: "setting" }, { title: "value", flexible: true }, { title: "from" }],
    settings.map(({ name, value, from }) => [
      name,
      value === undefined ? { text: "(hidden)", paint: dim } : String(value),
      from ?? { text: "default", paint: dim },
    ]),
    look,
  );
}

function toJson(settings: readonly SettingInEffect[]): string {
  const byName = settings.map(({ name, value, from }) => [
    name,
    { ...(value === undefined ? { hidden: true } : { value }), from: from ?? "default" },
  ]);
  return `${JSON.stringify({ settings: Object.fromEntries(byName) as unknown }, undefined, 2)}\n`;
}

/** `sluice config`: the settings a server would run with here. */
export function addConfig(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("config")
    .description("check the settings of the server, and show each with where it comes from; starts nothing")
    .addOption(outputOption());
  addServerFlags(program, command);
  addHelp(command, {
    examples: ["config", "config --config sluice.json --port 9000", "config --output json"],
    notes: ["Takes the flags of serve, reads the same variables and file. Secrets are not shown."],
  });
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    await withoutServer(command, surroundings, async (output) => {
      const { explainConfig } = await import("../../server/load-config.js");
      const { config: configFile, ...flags } = flagsOf(options);
      let settings: readonly SettingInEffect[];
      try {
        settings = explainConfig({ flags, configFile, env: surroundings.environment });
      } catch (caught) {
        throw explainServerFailure(caught);
      }
      await output.raw(output.format === "json" ? toJson(settings) : `${render(settings, output.look)}\n`);
      return exitCodes.ok;
    });
  });
}
