import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startServer } from "../support/server.js";

const rules = "deploy/prometheus/sluice-alerts.yml";
const dashboard = "deploy/grafana/sluice-dashboard.json";

/** Names of metrics in a text, as the server exposes them. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/\b(?:sluice|dlq|schema|consumer)_[a-z_]+\b/g) ?? []);
}

/** Labels are no metrics, though some begin like one. */
const labels: ReadonlySet<string> = new Set(["schema_disabled", "schema_violation"]);

test("every metric of the rules and the dashboard is one the server exposes", async () => {
  const server = await startServer();
  const text = await (await fetch(`${server.url}/metrics`)).text();
  await server.stop();
  const exposed = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name));
  for (const file of [rules, dashboard]) {
    const names = [...namesIn(readFileSync(file, "utf8"))].filter((name) => !labels.has(name));
    expect(names.length, file).toBeGreaterThan(5);
    const unknown = names.filter((name) => !exposed.has(name.replace(/_(bucket|sum|count)$/, "")));
    expect(unknown, file).toEqual([]);
  }
});

test("the dashboard has a row for each question, and its panels do not overlap", () => {
  const { panels } = JSON.parse(readFileSync(dashboard, "utf8")) as {
    panels: { id: number; type: string; title: string; gridPos: { x: number; y: number; w: number; h: number } }[];
  };
  const rows = panels.filter(({ type }) => type === "row").map(({ title }) => title);
  expect(rows).toEqual(["Outcomes", "Latency", "Backpressure", "Dead letters", "Redrives", "Quality"]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length);
});

const promtool = spawnSync("promtool", ["--version"]).error === undefined;
if (!promtool) process.stderr.write("skipped: the rules of Prometheus, since promtool is not installed\n");

test.skipIf(!promtool)("promtool finds no fault with the rules, and their tests pass", () => {
  for (const args of [
    ["check", "rules", rules],
    ["test", "rules", "deploy/prometheus/sluice-alerts.test.yml"],
  ]) {
    const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
    expect(`${stdout}${stderr}`).toContain("SUCCESS");
    expect(status, stdout + stderr).toBe(0);
  }
});
