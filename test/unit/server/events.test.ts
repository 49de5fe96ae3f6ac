import { describe, expect, it } from "vitest";
import { SluiceError } from "../../../src/core/errors.js";
import { createServerEvents, type ServerEvents } from "../../../src/server/events.js";
import { createLogger, type LoggerOptions } from "../../../src/server/logger.js";
import { createMetrics } from "../../../src/server/metrics.js";
import { emptyState } from "../../../src/server/store-state.js";

const secret = "card 4111-1111";

function create(level: LoggerOptions["level"] = "debug", format: LoggerOptions["format"] = "json") {
  const lines: string[] = [];
  const log = createLogger({ level, format, destination: { write: (line) => lines.push(line) } });
  const metrics = createMetrics({
    version: "1",
    state: () => Promise.resolve(emptyState),
    onStateError: () => undefined,
  });
  const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { events: createServerEvents(log, metrics), metrics, lines, entries };
}

/** A parse error that quotes its input, as JSON.parse makes them. */
function quotingError(): unknown {
  try {
    return JSON.parse(`"${secret}" !`);
  } catch (caught) {
    return caught;
  }
}

const stream = { kind: "publish", stream: "orders", sessionId: "s1" } as const;
const call = { requestId: "r1", method: "sluice.v1.RegistryService/GetSchema" };

/** Every event, with the severity it is logged with. */
const all: readonly (readonly [keyof ServerEvents, string, (events: ServerEvents) => void])[] = [
  [
    "starting",
    "info",
    (e) => {
      e.starting("1.2.3");
    },
  ],
  [
    "started",
    "info",
    (e) => {
      e.started({ version: "1", host: "h", port: 1, location: "/d", durationMs: 5 });
    },
  ],
  [
    "unauthenticated",
    "warn",
    (e) => {
      e.unauthenticated("0.0.0.0");
    },
  ],
  [
    "stopping",
    "info",
    (e) => {
      e.stopping("SIGTERM");
    },
  ],
  [
    "stopped",
    "info",
    (e) => {
      e.stopped(0, 12);
    },
  ],
  [
    "startFailed",
    "error",
    (e) => {
      e.startFailed(quotingError());
    },
  ],
  [
    "stopFailed",
    "error",
    (e) => {
      e.stopFailed(quotingError());
    },
  ],
  [
    "streamOpened",
    "debug",
    (e) => {
      e.streamOpened(stream);
    },
  ],
  [
    "streamClosed",
    "debug",
    (e) => {
      e.streamClosed({ ...stream, durationMs: 1, events: 2, failure: undefined });
    },
  ],
  [
    "schemaRegistered",
    "info",
    (e) => {
      e.schemaRegistered({ subject: "a", version: 1, semver: "1.0.0", schemaId: 3 });
    },
  ],
  [
    "callFailed",
    "error",
    (e) => {
      e.callFailed({ ...call, reason: "INTERNAL", cause: quotingError() });
    },
  ],
  [
    "requestFailed",
    "error",
    (e) => {
      e.requestFailed(quotingError());
    },
  ],
  [
    "storeFailed",
    "error",
    (e) => {
      e.storeFailed("log.commit", quotingError());
    },
  ],
  [
    "storeLost",
    "error",
    (e) => {
      e.storeLost(quotingError());
    },
  ],
  [
    "backlogUnknown",
    "warn",
    (e) => {
      e.backlogUnknown(quotingError());
    },
  ],
  [
    "connectionRefused",
    "warn",
    (e) => {
      e.connectionRefused("malformed");
    },
  ],
  [
    "redriveFinished",
    "info",
    (e) => {
      e.redriveFinished({
        redriveId: "r",
        status: "done",
        total: 3,
        redriven: 1,
        failedAgain: 1,
        skipped: 1,
        handedBack: 0,
      });
    },
  ],
  [
    "lettersReleased",
    "info",
    (e) => {
      e.lettersReleased({ released: 3, failed: 1 });
    },
  ],
  [
    "failureDiscarded",
    "debug",
    (e) => {
      e.failureDiscarded({ stream: "orders", consumerGroup: "billing", errorType: "Stale" });
    },
  ],
  [
    "failureAlerted",
    "error",
    (e) => {
      e.failureAlerted({ stream: "orders", consumerGroup: "billing", errorType: "Fraud", deadLetterId: "01" });
    },
  ],
  [
    "retriesPaused",
    "warn",
    (e) => {
      e.retriesPaused({ stream: "orders", consumerGroup: "billing" });
    },
  ],
  [
    "redrivesResumed",
    "info",
    (e) => {
      e.redrivesResumed(2);
    },
  ],
  [
    "deadLettersReexamined",
    "info",
    (e) => {
      e.deadLettersReexamined({ subject: "s", version: 2, examined: 3, wouldPass: 1, redriveIds: [], supersededBy: 0 });
    },
  ],
  [
    "floodBreakerMoved",
    "warn",
    (e) => {
      e.floodBreakerMoved({ stream: "orders", state: "open", refused: 7 });
    },
  ],
  [
    "logTrimmed",
    "debug",
    (e) => {
      e.logTrimmed({ stream: "orders", records: 5, bytes: 500, firstPosition: 5 });
    },
  ],
  [
    "deadLettersPurged",
    "debug",
    (e) => {
      e.deadLettersPurged(3);
    },
  ],
  [
    "archiveRunEnded",
    "warn",
    (e) => {
      const times = { startedAt: new Date(0), endedAt: new Date(1000) };
      e.archiveRunEnded({ ...times, outcome: "failed", archived: 3, bytes: 900, error: "ARCHIVE_REFUSED: no bucket" });
    },
  ],
  [
    "lettersRestored",
    "info",
    (e) => {
      e.lettersRestored(3);
    },
  ],
  [
    "purgeAhead",
    "warn",
    (e) => {
      e.purgeAhead(3, 7);
    },
  ],
  [
    "upkeepFailed",
    "warn",
    (e) => {
      e.upkeepFailed("log-retention", new Error());
    },
  ],
  [
    "webhookAttempted",
    "warn",
    (e) => {
      e.webhookAttempted({ webhookId: "w", attempts: 2, error: "answered 500" });
    },
  ],
  [
    "alertsFailed",
    "warn",
    (e) => {
      e.alertsFailed(new Error());
    },
  ],
];

describe("events", () => {
  it("are all in the table below", () => {
    expect(all.map(([name]) => name).sort()).toEqual(Object.keys(create().events).sort());
  });

  it.each(all)("%s is one line of severity %s, without anything of a payload", (name, level, emit) => {
    const { events, entries, lines } = create();
    emit(events);
    expect(entries()).toEqual([
      expect.objectContaining({
        event: name,
        level,
        msg: expect.any(String) as string,
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      }),
    ]);
    expect(lines.join("")).not.toContain("4111");
  });

  it("count what they stand for", async () => {
    const { events, metrics } = create();
    events.streamOpened(stream);
    events.streamOpened({ ...stream, kind: "subscribe" });
    events.streamOpened(stream);
    events.streamClosed({ ...stream, durationMs: 1, events: 0, failure: undefined });
    events.storeFailed("log.commit", new Error());
    events.connectionRefused("malformed");
    events.connectionRefused("malformed");
    const text = await metrics.exposition();
    expect(text).toContain("sluice_gateway_streams 1");
    expect(text).toContain("sluice_store_failures_total 1");
    expect(text).toContain('sluice_http_connections_refused_total{reason="malformed"} 2');
  });

  it("keep the alert about a flooded stream up until its breaker is closed", async () => {
    const { events, metrics } = create();
    const alert = async () =>
      /sluice_flood_breaker_open\{stream="orders"\} (\d)/.exec(await metrics.exposition())?.[1] ?? "none";
    expect(await alert()).toBe("none");
    for (const [state, expected] of [
      ["open", "1"],
      ["half-open", "1"],
      ["open", "1"],
      ["half-open", "1"],
      ["closed", "0"],
      ["open", "1"],
    ] as const) {
      events.floodBreakerMoved({ stream: "orders", state, refused: 0 });
      expect(await alert()).toBe(expected);
    }
  });

  it("log refused connections once in a while only", () => {
    const { events, lines } = create();
    for (let i = 0; i < 100; i += 1) events.connectionRefused("reset-flood");
    expect(lines).toHaveLength(1);
  });

  it("take failures the caller caused lightly, and their own seriously", () => {
    const { events, entries } = create();
    events.callFailed({ ...call, reason: "SUBJECT_NOT_FOUND", cause: undefined });
    events.callFailed({ ...call, reason: "STORE_UNAVAILABLE", cause: undefined });
    events.streamClosed({ ...stream, durationMs: 1, events: 0, failure: "SEQUENCE_GAP" });
    events.streamClosed({ ...stream, durationMs: 1, events: 0, failure: "cancelled" });
    events.stopped(3, 10);
    events.redrivesResumed(0);
    expect(entries().map((entry) => entry["level"])).toEqual(["debug", "error", "info", "debug", "warn"]);
  });

  it("say where an error came from, and its words only where they quote no payload", () => {
    const { events, entries } = create();
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28 });
    const cause = new SluiceError("STORE_UNAVAILABLE", "The disk is full.", { cause: full });
    events.storeFailed("log.commit", cause);
    events.requestFailed(Object.assign(new Error(`row ${secret}`), { code: "SQLITE_FULL" }));
    events.requestFailed(new Error(`first\n    at ${secret} (x.js:1:1)`));
    events.requestFailed(secret);
    const errors = entries().map((entry) => entry["error"]);
    const frames = expect.arrayContaining([expect.stringMatching(/events\.test\.ts:\d+:\d+/)]) as string[];
    expect(errors).toEqual([
      {
        type: "SluiceError",
        message: "The disk is full.",
        frames,
        cause: { type: "Error", code: "ENOSPC", message: full.message, frames },
      },
      { type: "Error", code: "SQLITE_FULL", message: `row ${secret}`, frames },
      { type: "Error", frames },
      { type: "string" },
    ]);
    expect(JSON.stringify(errors.slice(2))).not.toContain("4111");
  });
});

describe("the log", () => {
  it("leaves out what is below its level", () => {
    const { events, lines } = create("warn");
    events.starting("1");
    events.unauthenticated("0.0.0.0");
    expect(lines).toHaveLength(1);
    const silent = create("silent");
    silent.events.startFailed(new Error());
    expect(silent.lines).toEqual([]);
  });

  it("is one readable line an event as text, whatever names hold", () => {
    const { events, lines } = create("info", "text");
    events.schemaRegistered({ subject: 'a b\n"c"', version: 2, semver: "1.1.0", schemaId: 3 });
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d{4}-\S+Z INFO {2}A version was registered event=schemaRegistered subject="a b\\n\\"c\\"" version=2 semver=1\.1\.0 schemaId=3\n$/,
      ),
    ]);
  });
});
