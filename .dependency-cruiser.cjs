// One-way doors between the rooms of src/. Each rule says what a room may reach.
const only = (room, allowed) => ({
  name: `${room}-only`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^(src|gen|clients)/", pathNot: [`^src/${room}/`, ...allowed] },
});

const storeDoor =
  "^src/store/(store|registry-store|stream-store|dead-letter-store|recipe-store|archive-store|alert-store|redrive-store)\\.ts$";
// The commands that run the server or read its settings, and the flags of both.
const serverCommands = "^src/cli/(commands/(serve|config)|server-flags)\\.ts$";
const formatDoor = "^src/formats/format\\.ts$";

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: ["(^|/)main\\.ts$", "\\.d\\.ts$"] },
      to: {},
    },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    only("core", []),
    only("compat", ["^src/core/", formatDoor]),
    only("expressions", []),
    only("formats", ["^src/core/", "^src/expressions/"]),
    only("store", ["^src/core/", "^gen/sql/"]),
    only("analysis", ["^src/core/", "^src/lint/(lint|lint-config)\\.ts$", formatDoor, "^src/formats/catalog\\.ts$"]),
    only("lint", [
      "^src/core/",
      formatDoor,
      "^src/formats/json-source\\.ts$",
      // What a linter needs to read the languages by: no more than their parsers.
      "^src/formats/jsonschema/model/dialect\\.ts$",
      "^src/formats/protobuf/(parsed-file|read-source)\\.ts$",
    ]),
    only("transform", ["^src/core/"]),
    only("registry", ["^src/core/", "^src/compat/", "^src/transform/", formatDoor, storeDoor]),
    only("dlq", ["^src/core/", "^src/transform/", storeDoor]),
    only("archive", ["^src/core/", storeDoor]),
    only("alerts", ["^src/core/", storeDoor]),
    only("gateway", ["^src/(core|expressions|registry|dlq|transform)/", formatDoor, storeDoor]),
    only("suggest", ["^src/(core|registry|dlq|transform)/", "^src/formats/json-source\\.ts$", formatDoor, storeDoor]),
    only("rpc", ["^src/(core|registry|gateway|dlq|archive|alerts|transform|suggest)/", storeDoor, "^gen/proto/"]),
    {
      name: "server-knows-all-but-the-command-line",
      severity: "error",
      from: { path: "^src/server/" },
      to: { path: "^(src/cli|clients)/" },
    },
    {
      name: "nobody-knows-the-server",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/server/", serverCommands] },
      to: { path: "^src/server/" },
    },
    {
      name: "cli-only",
      severity: "error",
      from: { path: "^src/cli/", pathNot: [serverCommands, "^src/cli/offline/"] },
      to: { path: "^(src|gen)/", pathNot: ["^src/cli/", "^src/core/(text-edit|package-version)\\.ts$"] },
    },
    // What the command line does without a server: loaded late, and still without anything that stores or serves.
    only("cli/offline", [
      "^src/cli/",
      "^clients/typescript/",
      "^src/core/",
      "^src/compat/",
      "^src/lint/",
      formatDoor,
      "^src/formats/catalog\\.ts$",
    ]),
    {
      name: "core-without-packages",
      severity: "error",
      from: { path: "^src/core/" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"] },
    },
    {
      name: "format-siblings",
      severity: "error",
      from: { path: "^src/formats/([^/]+)/" },
      to: { path: "^src/formats/([^/]+)/", pathNot: "^src/formats/$1/" },
    },
    {
      name: "store-siblings",
      severity: "error",
      from: { path: "^src/store/([^/]+)/" },
      to: { path: "^src/store/([^/]+)/", pathNot: "^src/store/$1/" },
    },
    {
      name: "sqlite-in-its-room",
      severity: "error",
      from: { path: "^(src|clients|demo)/", pathNot: "^src/store/sqlite/" },
      to: { path: "node_modules/better-sqlite3" },
    },
    {
      name: "connect-at-the-edge",
      severity: "error",
      from: { path: "^src/(?!rpc/|server/)" },
      to: { path: "node_modules/@connectrpc/" },
    },
    {
      name: "protobuf-runtime-at-the-edge",
      severity: "error",
      from: { path: "^src/(?!rpc/|server/|cli/|expressions/|formats/protobuf/)" },
      to: { path: "node_modules/@bufbuild/protobuf" },
    },
    {
      name: "client-stands-alone",
      severity: "error",
      from: { path: "^clients/typescript/" },
      to: { path: "^(src|gen|test)/" },
    },
    {
      name: "src-not-to-test",
      severity: "error",
      from: { path: "^(src|clients|demo|bench|crash)/" },
      to: { path: "^test/" },
    },
    {
      name: "no-dev-packages-in-production",
      severity: "error",
      from: { path: "^(src|clients)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "(node_modules|/dist/)" },
    exclude: { path: "clients/(python|go|java)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
