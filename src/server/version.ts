import { readFileSync } from "node:fs";

/** Version of the package this code belongs to: from dist/src/server the manifest lies three folders up. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(version);
}
