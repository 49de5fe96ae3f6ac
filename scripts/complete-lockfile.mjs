// Completes package-lock.json with the packages for other platforms. npm leaves them out when they are not installed or not
// to be had where it runs, and then refuses its own lock file in `npm ci`. Run it after every `npm install`.
//
// An entry without integrity is checked by version only; on the platform it is for, npm fills it in.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** What npm has to know to skip a package on this platform, told from its name. */
function platformOf(name) {
  const os = /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32|wasi)/.exec(name)?.[1];
  const cpu = /(arm64|x64|ia32|armv6|armv7|arm|ppc64le|ppc64|riscv64|s390x|loong64|mips64el|wasm32)/.exec(name)?.[1];
  return { os: [os ?? "none"], cpu: [cpu?.startsWith("armv") ? "arm" : (cpu ?? "none")] };
}

/** Where npm would look for a package that the one at `path` asks for. */
function* places(path, name) {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    yield `${at}/node_modules/${name}`;
  }
  yield `node_modules/${name}`;
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if ([...places(path, name)].some((place) => place in lock.packages)) continue;
    const { os, cpu } = platformOf(name);
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ""),
      cpu,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      os,
    };
    added += 1;
  }
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages for other platforms added`);
