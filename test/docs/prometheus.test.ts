import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServices } from "@sluice/client";
import { expect, test } from "vitest";
import { startServer } from "../support/server.js";
import { event, numberStream } from "../support/wire.js";

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

/** The metrics of the page: name to type and labels. */
function metricsOfPage(): ReadonlyMap<string, { readonly type: string; readonly labels: readonly string[] }> {
  const page = readFileSync("docs/operations.md", "utf8");
  const rows = [...page.matchAll(/^\| (`[^|]+`) \| (counter|gauge|histogram) \|([^|]*)\|/gm)];
  const words = (cell = "") => [...cell.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
  return new Map(
    rows.flatMap(([, names, type = "", labels]) => words(names).map((name) => [name, { type, labels: words(labels) }])),
  );
}

test("docs/operations.md has every metric of the server, with its type and its labels, and no other", async () => {
  const server = await startServer();
  const services = createServices({ url: server.url });
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }), event({})] });
  const text = await (await fetch(`${server.url}/metrics`)).text();
  services.close();
  await server.stop();
  const page = metricsOfPage();
  const own = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].filter(([, name = ""]) => !/^(process|nodejs)_/.test(name));
  expect(Object.fromEntries(own.map(([, name, type]) => [name, type]))).toEqual(
    Object.fromEntries([...page].map(([name, { type }]) => [name, type])),
  );
  const samples = [...text.matchAll(/^(\w+?)(?:_bucket|_sum|_count)?\{([^}]*)\}/gm)].filter(([, name]) =>
    page.has(name ?? ""),
  );
  expect(samples.length).toBeGreaterThan(30);
  for (const [sample, name = "", labels = ""] of samples) {
    const given = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== "le");
    expect(given, sample).toEqual(page.get(name)?.labels);
  }
});

test("the dashboard has a row for each question, and its panels do not overlap", () => {
  const { panels } = JSON.parse(readFileSync(dashboard, "utf8")) as {
    panels: { id: number; type: string; title: string; gridPos: { x: number; y: number; w: number; h: number } }[];
  };
  const rows = panels.filter(({ type }) => type === "row").map(({ title }) => title);
  expect(rows).toEqual([
    "Outcomes",
    "Latency",
    "Backpressure",
    "Dead letters",
    "Redrives",
    "Quality",
    "Consumers and archive",
    "Store",
  ]);
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
