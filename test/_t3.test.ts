import { test } from "vitest";
import { readFileSync } from "node:fs";
import { jsonschema } from "../src/formats/jsonschema/index.js";
import { strictSemantics } from "../src/core/finding.js";
test("gh", () => {
  const gh = JSON.parse(readFileSync("node_modules/@octokit/webhooks-schemas/schema.json", "utf8"));
  const reach = (name: string) => { const seen = new Set<string>(); const go = (n: string) => { if (seen.has(n)) return; seen.add(n); for (const m of JSON.stringify(gh.definitions[n]).matchAll(/"#\/definitions\/([^"]+)"/g)) go(m[1]!.replace(/~1/g,"/")); }; go(name); return seen; };
  const subject = (name: string, root = gh) => { const defs: any = {}; for (const n of reach(name)) defs[n] = structuredClone(gh.definitions[n]); return { $schema: gh.$schema, allOf: [{ $ref: "#/definitions/" + name }], definitions: defs }; };
  let total = 0;
  const run = (label: string, r: any, w: any, semantics = strictSemantics) => { const t0 = performance.now(); const v = jsonschema.compare({ text: JSON.stringify(r), references: [] }, { text: JSON.stringify(w), references: [] }, { policy: "semantic", semantics }); const ms = performance.now() - t0; total += ms; console.log(label, v.verdict, ms.toFixed(0), v.findings.slice(0, 3).map((f) => f.severity + ":" + f.ruleId + "@" + f.readerPath).join(" "), (v.witness?.document.length), v.witness?.document.slice(0, 200), v.witness?.readerError); };
  for (const name of ["issues$opened", "pull_request_event", "push_event", "issues_event", "workflow_job_event", "star$created", "check_run_event"]) {
    if (!gh.definitions[name]) { console.log("no", name); continue; }
    const a = subject(name);
    run(name + " same", a, subject(name));
    const b = subject(name);
    const user = b.definitions["user"]; user.properties.nickname = { type: "string" };
    run(name + " user+optional", b, a); run(name + " user+optional back", a, b);
    const cc = subject(name); cc.definitions["user"].properties.login = { type: ["string", "null"] };
    run(name + " widened", cc, a); run(name + " widened back", a, cc);
    const d = subject(name); d.definitions["repository"].required.push("nothere"); 
    run(name + " required", d, a);
    const e = subject(name); const k = Object.keys(e.definitions["repository"].properties)[3]!; delete e.definitions["repository"].properties[k]; e.definitions["repository"].required = e.definitions["repository"].required.filter((x: string) => x !== k);
    run(name + " removed " + k, e, a); run(name + " removed back " + k, a, e);
  }
  console.log(total);
}, 300000);
