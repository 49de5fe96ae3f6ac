// Packs what would be published, unpacks it elsewhere, and runs the command from there: a file missing from the package,
// or an import that only works in the checkout, shows here.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "sluice-package-"));
const modules = join(folder, "node_modules");
mkdirSync(modules);

function unpack(workspace, name) {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder, ...workspace];
  const [packed] = JSON.parse(
    execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
  const target = join(modules, name);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, packed.filename), "--strip-components=1", "-C", target]);
  console.log(`${name}: ${packed.files.length} files, ${Math.round(packed.unpackedSize / 1024)} KiB`);
}

// The dependencies are those of the checkout; compiling the native one again would prove nothing new.
for (const name of readdirSync(join(root, "node_modules"))) {
  if (name.startsWith(".") || name === "@sluice" || name === "sluice") continue;
  symlinkSync(join(root, "node_modules", name), join(modules, name));
}
unpack([], "sluice");
unpack(["-w", "@sluice/client"], "@sluice/client");

const command = join(modules, "sluice", "dist", "src", "cli", "main.js");
const sluice = (...args) => execFileSync("node", [command, ...args], { cwd: folder, encoding: "utf8" });
const server = spawn("node", [command, "serve", "--port", "0", "--data", join(folder, "data")], {
  stdio: ["ignore", "pipe", "ignore"],
});
try {
  const url = await new Promise((found, failed) => {
    let output = "";
    server.stdout.on("data", (chunk) => {
      output += String(chunk);
      const match = /listening on (\S+)/.exec(output);
      if (match) found(match[1]);
    });
    server.on("exit", (code) => failed(new Error(`serve ended with ${code}`)));
  });
  const schema = join(folder, "schema.json");
  writeFileSync(schema, JSON.stringify({ type: "object", required: ["id"], properties: { id: { type: "string" } } }));
  sluice("register", "smoke/thing", schema, "--server", url);
  const listed = JSON.parse(sluice("list", "--output", "json", "--server", url));
  if (listed.subjects?.[0]?.name !== "smoke/thing") throw new Error(`unexpected list: ${JSON.stringify(listed)}`);
  server.removeAllListeners("exit");
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  const code = await ended;
  if (code !== 0) throw new Error(`serve ended with ${code} on SIGTERM`);
  console.log("the packed command serves, registers, lists and stops");
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
