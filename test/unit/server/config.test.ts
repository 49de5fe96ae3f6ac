import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SluiceError } from "../../../src/core/errors.js";
import { type ConfigSources, isLoopbackHost, readEnvironment, toConfig } from "../../../src/server/config.js";
import { configurationReference } from "../../../src/server/configuration-reference.js";
import { loadConfig } from "../../../src/server/load-config.js";
import { flagOf, settingNames, variableOf } from "../../../src/server/settings.js";

function sources(given: {
  flags?: ConfigSources["flags"];
  file?: unknown;
  env?: Record<string, string>;
}): ConfigSources {
  return { flags: given.flags ?? {}, file: given.file, environment: readEnvironment(given.env ?? {}) };
}

/** The lines that say what is wrong. */
function problems(given: Parameters<typeof sources>[0]): string[] {
  try {
    toConfig(sources(given));
  } catch (caught) {
    const error = SluiceError.from(caught);
    expect(error.reason).toBe("INVALID_ARGUMENT");
    const lines = error.message.split("\n").slice(1);
    expect(error.fields.map((field) => `  - ${field.description}`)).toEqual(lines);
    return lines.map((line) => line.replace("  - ", ""));
  }
  return [];
}

describe("defaults", () => {
  it("are these", () => {
    expect(toConfig(sources({}))).toEqual({
      host: "127.0.0.1",
      port: 8081,
      data: resolve("data"),
      logLevel: "info",
      logFormat: "json",
      allowUnauthenticated: false,
      maxConnections: 10_000,
      maxRequestBytes: 16 * 1024 ** 2,
      maxIncomingBytes: 268_435_456,
      maxStreams: 1000,
      maxSubscriptions: 1000,
      windowEvents: 10_000,
      windowBytes: 32 * 1024 ** 2,
      commitMaxEvents: 2000,
      lintConfig: "",
      analysisThreads: 2,
      analysisTimeLimitMs: 2000,
      upkeepIntervalMs: 10_000,
      deadLetterRetentionDays: 0,
      deadLetterPurgeWarningDays: 3,
      archiveEndpoint: "",
      archiveBucket: "",
      archiveRegion: "us-east-1",
      archivePrefix: "",
      archiveAddressing: "path",
      archiveAccessKeyId: "",
      archiveSecretAccessKey: "",
      archiveStatuses: "open,redriven,resolved,discarded",
      archiveIntervalMs: 300_000,
      archiveBeforePurge: false,
      changeRetentionDays: 0,
      statisticsRetentionDays: 400,
      alertIntervalMs: 10_000,
      alertDigestMs: 10_000,
      alertDedupeMs: 900_000,
      webhookTimeoutMs: 10_000,
      webhookRetryBaseMs: 5000,
      webhookAllowPrivateAddresses: false,
      heartbeatMs: 15_000,
      clientTimeoutMs: 60_000,
      drainTimeoutMs: 10_000,
    });
  });
});

/** For each setting three values that differ from the default and from each other, as the file, variable and flag give them. */
const examples = {
  host: ["127.0.0.2", "127.0.0.3", "127.0.0.4"],
  port: [1, "2", "3"],
  data: ["/a", "/b", "/c"],
  logLevel: ["debug", "warn", "error"],
  logFormat: ["text", "text", "text"],
  allowUnauthenticated: [true, "yes", true],
  maxConnections: [1, "2", "3"],
  maxRequestBytes: [2048, "3KiB", "4096"],
  maxIncomingBytes: [1_048_577, "1048578", "1048579"],
  maxStreams: [1, "2", "3"],
  maxSubscriptions: [1, "2", "3"],
  windowEvents: [1, "2", "3"],
  windowBytes: ["2KiB", "3072", "4KiB"],
  commitMaxEvents: [1, "2", "3"],
  lintConfig: ["a.json", "b.json", "c.json"],
  analysisThreads: [1, "2", "3"],
  analysisTimeLimitMs: [50, "60", "70"],
  upkeepIntervalMs: [101, "102", "103"],
  deadLetterRetentionDays: [1, "2", "3"],
  deadLetterPurgeWarningDays: [1, "2", "4"],
  archiveEndpoint: ["http://a", "http://b", "http://c"],
  archiveBucket: ["aaa", "bbb", "ccc"],
  archiveRegion: ["a", "b", "c"],
  archivePrefix: ["a", "b", "c/d"],
  archiveAddressing: ["host", "host", "host"],
  archiveAccessKeyId: ["a", "b", "c"],
  archiveSecretAccessKey: ["a", "b", "c"],
  archiveStatuses: [["open"], "resolved", "discarded, resolved"],
  archiveIntervalMs: [1, "2", "3"],
  archiveBeforePurge: [true, "yes", true],
  changeRetentionDays: [1, "2", "3"],
  statisticsRetentionDays: [1, "2", "3"],
  alertIntervalMs: [101, "102", "103"],
  alertDigestMs: [101, "102", "103"],
  alertDedupeMs: [101, "102", "103"],
  webhookTimeoutMs: [101, "102", "103"],
  webhookRetryBaseMs: [101, "102", "103"],
  webhookAllowPrivateAddresses: [true, "yes", true],
  heartbeatMs: [101, "102", "103"],
  clientTimeoutMs: [101, "102", "103"],
  drainTimeoutMs: [1, "2", "3"],
} satisfies Record<(typeof settingNames)[number], [unknown, string, string | boolean]>;

/** Everything that an archive needs. */
const wholeArchive: Record<string, string> = {
  SLUICE_ARCHIVE_ENDPOINT: "https://storage.test",
  SLUICE_ARCHIVE_BUCKET: "letters",
  SLUICE_ARCHIVE_ACCESS_KEY_ID: "key",
  SLUICE_ARCHIVE_SECRET_ACCESS_KEY: "very-secret",
};

describe("an archive", () => {
  it("is configured whole or not at all, and no secret is shown", () => {
    expect(problems({ env: wholeArchive })).toEqual([]);
    expect(problems({ env: { ...wholeArchive, SLUICE_ARCHIVE_BUCKET: "Not_A_Bucket" } })).toEqual([
      expect.stringMatching(/^archiveBucket must be/),
    ]);
    expect(problems({ env: { SLUICE_ARCHIVE_ENDPOINT: "storage", SLUICE_ARCHIVE_BUCKET: "letters" } })).toEqual([
      expect.stringMatching(/^archiveEndpoint must be an address/),
      "archiveEndpoint needs archiveAccessKeyId and archiveSecretAccessKey",
    ]);
    expect(problems({ env: { SLUICE_ARCHIVE_BEFORE_PURGE: "true" } })).toEqual([
      "archiveBeforePurge needs an archive: set archiveEndpoint",
    ]);
    const [secret] = problems({ file: { archiveSecretAccessKey: ["very-secret"] } });
    expect(secret).toBe("configuration file: archiveSecretAccessKey must be a text, and not an empty one");
  });

  it("that deletes only what is archived archives everything that is closed", () => {
    const env = { ...wholeArchive, SLUICE_ARCHIVE_BEFORE_PURGE: "true", SLUICE_ARCHIVE_STATUSES: "open,resolved" };
    expect(problems({ env })).toEqual([expect.stringMatching(/add redriven, discarded to archiveStatuses$/)]);
  });
});

describe.each(settingNames)("%s", (name) => {
  const [file, variable, flag] = examples[name];
  // An archive is configured whole or not at all.
  const others = Object.entries(wholeArchive).filter(
    ([variable]) => name.startsWith("archive") && variable !== variableOf(name),
  );
  const base = Object.fromEntries(others);
  const read = (raw: unknown) => toConfig(sources({ flags: { [name]: raw }, env: base }))[name];

  it("comes from the file, the environment or a flag, the later ones first", () => {
    const inFile = { file: { [name]: file } };
    const inBoth = { ...inFile, env: { [variableOf(name)]: variable } };
    const inAll = { ...inBoth, flags: { [name]: flag } };
    const value = (given: Parameters<typeof sources>[0]) =>
      toConfig(sources({ ...given, env: { ...base, ...given.env } }))[name];
    expect(value(inFile)).toEqual(read(file));
    expect(value(inBoth)).toEqual(read(variable));
    expect(value(inAll)).toEqual(read(flag));
    if (!(variableOf(name) in wholeArchive)) expect(value({})).not.toEqual(read(file));
  });

  it("is in the documentation with its flag, variable and default", () => {
    const row = configurationReference()
      .split("\n")
      .find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toContain(`| \`${flagOf(name)}\` | \`${variableOf(name)}\` |`);
  });

  it("refuses what makes no sense", () => {
    const [problem] = problems({ file: { [name]: ["nonsense"] } });
    const end = name === "archiveSecretAccessKey" ? "and not an empty one" : `not \\["nonsense"\\]`;
    expect(problem).toMatch(new RegExp(`^configuration file: ${name} must be .*, ${end}$`));
  });
});

describe("the environment", () => {
  it("names variables and flags after settings", () => {
    expect(variableOf("data")).toBe("SLUICE_DATA");
    expect(flagOf("drainTimeoutMs")).toBe("--drain-timeout-ms");
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readEnvironment({ SLUICE_PORT: "", SLUICE_NONSENSE: "", SLUICE_CONFIG: "" })).toEqual({
      configFile: undefined,
      values: {},
      unknown: [],
    });
  });

  it("passes over what is not meant for the server: other programs', the client's, Kubernetes' service links", () => {
    const environment = readEnvironment({
      PATH: "/bin",
      SLUICE_SERVER: "http://127.0.0.1:8081",
      SLUICE_SERVICE_HOST: "10.0.0.1",
      SLUICE_SERVICE_PORT: "8081",
      SLUICE_SERVICE_PORT_GRPC: "8081",
      SLUICE_PORT: "tcp://10.0.0.1:8081",
      SLUICE_PORT_8081_TCP: "tcp://10.0.0.1:8081",
      SLUICE_PORT_8081_TCP_ADDR: "10.0.0.1",
      SLUICE_DB_SERVICE_HOST: "10.0.0.2",
      SLUICE_DB_PORT: "tcp://10.0.0.2:5432",
    });
    expect(environment).toEqual({ configFile: undefined, values: {}, unknown: [] });
  });

  it("still refuses a port that is no number", () => {
    expect(problems({ env: { SLUICE_PORT: "http://10.0.0.1" } })).toHaveLength(1);
  });
});

describe("problems", () => {
  it.each([
    [{ env: { SLUICE_PROT: "1" } }, "SLUICE_PROT is not a variable of Sluice; did you mean SLUICE_PORT?"],
    [
      { env: { SLUICE_LOGLEVEL: "info" } },
      "SLUICE_LOGLEVEL is not a variable of Sluice; did you mean SLUICE_LOG_LEVEL?",
    ],
    [{ env: { SLUICE_ZZZ: "1" } }, "SLUICE_ZZZ is not a variable of Sluice"],
    [{ file: { data_dir: "x" } }, 'configuration file: "data_dir" is not a setting'],
    [{ file: { logLevl: "info" } }, 'configuration file: "logLevl" is not a setting; did you mean logLevel?'],
    [{ file: { log_level: "x" } }, 'configuration file: "log_level" is not a setting; did you mean logLevel?'],
    [{ file: { toString: 1 } }, 'configuration file: "toString" is not a setting'],
    [{ file: [] }, 'configuration file: must hold a JSON object such as {"port": 8081}'],
    [{ file: null }, 'configuration file: must hold a JSON object such as {"port": 8081}'],
    [{ flags: { prt: 1 } }, 'flag "prt" is not a setting; did you mean port?'],
    [{ flags: { port: "65536" } }, '--port must be a whole number from 0 to 65535, not "65536"'],
    [{ flags: { port: "1e3" } }, '--port must be a whole number from 0 to 65535, not "1e3"'],
    [{ flags: { port: "-1" } }, '--port must be a whole number from 0 to 65535, not "-1"'],
    [{ file: { port: 1.5 } }, "configuration file: port must be a whole number from 0 to 65535, not 1.5"],
    [{ file: { port: null } }, "configuration file: port must be a whole number from 0 to 65535, not null"],
    [{ env: { SLUICE_PORT: "1KiB" } }, 'SLUICE_PORT must be a whole number from 0 to 65535, not "1KiB"'],
    [
      { env: { SLUICE_MAX_REQUEST_BYTES: "16MB" } },
      'SLUICE_MAX_REQUEST_BYTES must be a whole number of bytes from 1024 to 1073741824, not "16MB"',
    ],
    [
      { env: { SLUICE_DRAIN_TIMEOUT_MS: "10s" } },
      'SLUICE_DRAIN_TIMEOUT_MS must be a whole number of ms from 0 to 3600000, not "10s"',
    ],
    [{ flags: { logFormat: "yaml" } }, '--log-format must be one of json, text, not "yaml"'],
    [{ env: { SLUICE_HOST: "  " } }, 'SLUICE_HOST must be a text, not "  "'],
    [
      { env: { SLUICE_ALLOW_UNAUTHENTICATED: "maybe" } },
      'SLUICE_ALLOW_UNAUTHENTICATED must be true or false, not "maybe"',
    ],
  ])("%j", (given, expected) => {
    expect(problems(given)).toEqual([expected]);
  });

  it("are all told at once, also those of values that something overrides", () => {
    const found = problems({
      flags: { port: "1" },
      env: { SLUICE_PORT: "x", SLUICE_NO: "1" },
      file: { port: "y", no: 1, logLevel: "loud" },
    });
    expect(found).toEqual([
      'configuration file: "no" is not a setting',
      "SLUICE_NO is not a variable of Sluice",
      'SLUICE_PORT must be a whole number from 0 to 65535, not "x"',
      'configuration file: port must be a whole number from 0 to 65535, not "y"',
      'configuration file: logLevel must be one of debug, info, warn, error, silent, not "loud"',
    ]);
  });
});

describe("addresses that other machines reach", () => {
  it.each(["0.0.0.0", "::", "10.0.0.1", "example.org", "127.0.0.1.example.org", "128.0.0.1", "localhost.evil"])(
    "%s needs to be allowed",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
      expect(problems({ flags: { host } })).toEqual([
        expect.stringMatching(
          /reachable from other machines.*--allow-unauthenticated.*SLUICE_ALLOW_UNAUTHENTICATED=true/,
        ),
      ]);
      expect(toConfig(sources({ flags: { host, allowUnauthenticated: true } })).host).toBe(host);
    },
  );

  it.each(["127.0.0.1", "127.8.9.10", "localhost", "LOCALHOST", "::1", "[::1]", "::ffff:127.0.0.1"])(
    "%s is not one",
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
      expect(toConfig(sources({ flags: { host } })).host).toBe(host.replace(/[[\]]/g, ""));
    },
  );
});

describe("the configuration file", () => {
  const directory = mkdtempSync(join(tmpdir(), "sluice-config-"));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  const write = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  it("is the one --config names, or else SLUICE_CONFIG", () => {
    const one = write("one.json", '{"$schema": "./schema.json", "port": 1}');
    const two = write("two.json", '{"port": 2}');
    const port = (configFile: string | undefined, env: Record<string, string>) =>
      loadConfig({ flags: {}, configFile, env }).port;
    expect(port(undefined, { SLUICE_CONFIG: two })).toBe(2);
    expect(port(one, { SLUICE_CONFIG: two })).toBe(1);
    expect(port(undefined, {})).toBe(8081);
  });

  it.each([
    ["is missing", () => join(directory, "missing.json"), /missing\.json cannot be read/],
    ["is not JSON", () => write("bad.json", "port: 1"), /bad\.json is not JSON/],
  ])("makes the start fail when it %s", (_what, path, message) => {
    const load = () => loadConfig({ flags: {}, configFile: path(), env: {} });
    expect(load).toThrow(message);
    expect(load).toThrow(SluiceError);
  });
});
