import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

function isOurs(description: unknown): description is { readonly version: unknown } {
  return (
    typeof description === "object" && description !== null && "name" in description && description.name === "sluice"
  );
}

/** The version in the package.json above this file, which lies deeper once compiled; `unknown` outside of the package. */
export function packageVersion(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const description: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isOurs(description)) return String(description.version);
  }
  return "unknown";
}
