import { SchemaFormatSchema } from "@sluice/client/gen";
import { type Command, InvalidArgumentError, Option } from "commander";
import { usageError } from "./cli-error.js";
import { wordsOf } from "./words.js";

/** How findings are written: for people, or for programs. */
export type ReportFormat = "text" | "json" | "junit" | "github" | "sarif";

/** The formats that are made from a report. */
export type MachineFormat = Exclude<ReportFormat, "text" | "json">;

const machineFormats: readonly MachineFormat[] = ["junit", "github", "sarif"];

/** The format of a report, where that is what was asked for. */
export function machineFormatOf(format: string | undefined): MachineFormat | undefined {
  return machineFormats.find((one) => one === format);
}

/** The options of every command that reports findings. */
export interface ReportOptions {
  readonly format?: ReportFormat;
  readonly output?: "text" | "json";
  readonly verbose?: boolean;
}

/** Adds --format, with the formats that make sense for the command, and --verbose. */
export function addReportOptions(command: Command, formats: readonly ReportFormat[]): Command {
  const allowed = formats.join(", ");
  const parse = (value: string): ReportFormat => {
    const format = formats.find((one) => one === value);
    if (format !== undefined) return format;
    const language = wordsOf(SchemaFormatSchema).includes(value.toLowerCase().replaceAll("_", "-"));
    const hint = language ? " The schema language is said with --schema-format." : "";
    throw new InvalidArgumentError(`Allowed choices are ${allowed}.${hint}`);
  };
  return command
    .addOption(new Option("--format <format>", `how the findings are written: ${allowed}`).argParser(parse))
    .option("--verbose", "notes and repetitions in full");
}

/** The format asked for, by --format or --output. */
export function reportFormatOf({ format, output }: ReportOptions): ReportFormat {
  if (format !== undefined && output !== undefined && format !== output) {
    throw usageError("give --format or --output, not both");
  }
  return format ?? output ?? "text";
}
