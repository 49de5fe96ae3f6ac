// Writes the pages that are generated from the code: docs/errors.md from the contract's reasons and the rpc edge's codes,
// docs/configuration.md from the settings, docs/rules.md from the rules of the formats. Needs a build. With --check it writes nothing and fails where they differ.
import { readFileSync, writeFileSync } from "node:fs";
import { codes } from "../dist/src/rpc/errors.js";
import { configurationReference } from "../dist/src/server/configuration-reference.js";
import { rulesPage } from "./rules-page.mjs";

const check = process.argv.includes("--check");

/** gRPC names and HTTP statuses of Connect's codes (Connect protocol, "Error codes"). */
const names = {
  1: ["CANCELLED", 499],
  3: ["INVALID_ARGUMENT", 400],
  4: ["DEADLINE_EXCEEDED", 504],
  5: ["NOT_FOUND", 404],
  8: ["RESOURCE_EXHAUSTED", 429],
  9: ["FAILED_PRECONDITION", 400],
  10: ["ABORTED", 409],
  11: ["OUT_OF_RANGE", 400],
  12: ["UNIMPLEMENTED", 501],
  13: ["INTERNAL", 500],
  14: ["UNAVAILABLE", 503],
};

function errorReference() {
  const proto = readFileSync("proto/sluice/v1/error.proto", "utf8");
  const rows = [...proto.matchAll(/((?:^ {2}\/\/.*\n)+) {2}ERROR_REASON_(\w+) = \d+;/gm)].map(([, comment, reason]) => {
    const meaning = comment
      .replace(/^ {2}\/\/ ?/gm, "")
      .trim()
      .replaceAll("\n", " ");
    return { reason, meaning };
  });
  const described = rows.filter(({ reason }) => reason !== "UNSPECIFIED");
  const undocumented = Object.keys(codes).filter((reason) => !described.some((row) => row.reason === reason));
  const unmapped = described.filter(({ reason }) => !(reason in codes));
  if (undocumented.length + unmapped.length > 0) {
    throw new Error(`reasons without a description: ${undocumented}; without a code: ${unmapped.map((r) => r.reason)}`);
  }
  const table = described.map(({ reason, meaning }) => {
    const [code, status] = names[codes[reason]];
    return `| \`${reason}\` | ${code} | ${status} | ${meaning} |`;
  });
  return `# Errors

A call that is refused carries a \`google.rpc.ErrorInfo\` with one of these reasons under the domain \`sluice\`. What is wrong
with a field comes as \`google.rpc.BadRequest\`, a wait worth making as \`google.rpc.RetryInfo\`, and a registration refused for
compatibility brings its findings and witnesses as a \`sluice.v1.CheckCompatibilityResponse\`. Over Connect the same details
are in the JSON body; \`@sluice/client\` reads them with \`describeError\`.

What goes wrong before a call reaches its method (a message over \`maxRequestBytes\`, JSON of the wrong shape, another content
type, no such method, a deadline) has a reason as well. So has what is refused with a bare HTTP status, 405, 415 or 505: its body is
the error as Connect writes it.

A bad event never fails its batch: what becomes of single events is in their outcomes, not here.

| Reason | gRPC code | HTTP status | Meaning |
|---|---|---|---|
${table.join("\n")}
`;
}

function configurationPage() {
  return `# Configuration

Flags of \`sluice serve\` count before environment variables, these before the file that \`--config\` names, that before the
defaults. A setting nobody knows, in any of these places, keeps the server from starting: the line says which it is.
\`sluice config\` checks all of them without starting anything, and shows each setting with where its value comes from.

${configurationReference()}`;
}

let drifted = false;
for (const [file, text] of [
  ["docs/errors.md", errorReference()],
  ["docs/configuration.md", configurationPage()],
  ["docs/rules.md", await rulesPage()],
]) {
  let present = "";
  try {
    present = readFileSync(file, "utf8");
  } catch {
    // A page that is missing differs from what it should be.
  }
  if (present === text) continue;
  drifted = true;
  if (check) console.error(`${file} differs from what the code says; run: node scripts/generate-docs.mjs`);
  else writeFileSync(file, text);
}
if (check) console.log(`generated pages: ${drifted ? "differ" : "up to date"}`);
if (check && drifted) process.exitCode = 1;
