import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { Health, HealthCheckResponse_ServingStatus as ServingStatus } from "../../gen/proto/health/v1/health_pb.js";

/** What the health service asks whether the process serves. */
export interface HealthSource {
  /** Whether calls are answered now. */
  readonly serving: boolean;
  /** Whether it will not serve any more: watches are told so and ended, since they would hold up the drain. */
  readonly ended: boolean;
  /** Calls back after each change, until the answered function is called. */
  onChange(listener: () => void): () => void;
}

/** What the health service speaks for. */
export interface HealthOptions {
  readonly source: HealthSource;
  /** Full names of the services that share the process' health, for example `sluice.v1.RegistryService`. */
  readonly services: readonly string[];
}

/**
 * The standard health service (gRPC "Health Checking Protocol"): Check, Watch and List for the process as a whole (the
 * empty name) and for each of its services. Check of an unknown service fails with NOT_FOUND; Watch answers
 * SERVICE_UNKNOWN and stays open, as the protocol asks.
 */
export function healthRoutes(options: HealthOptions): (router: ConnectRouter) => void {
  const { source } = options;
  const known = new Set(["", ...options.services]);

  function status(service: string): ServingStatus {
    if (!known.has(service)) return ServingStatus.SERVICE_UNKNOWN;
    return source.serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }

  return (router) => {
    router.service(Health, {
      check({ service }) {
        if (!known.has(service)) {
          throw new ConnectError(`This server has no service "${service}".`, Code.NotFound);
        }
        return { status: status(service) };
      },
      list() {
        return { statuses: Object.fromEntries([...known].map((service) => [service, { status: status(service) }])) };
      },
      async *watch({ service }, { signal }) {
        let told: ServingStatus | undefined;
        while (!signal.aborted) {
          const changed = nextChange(source, signal);
          const current = status(service);
          if (current !== told) {
            told = current;
            yield { status: current };
          }
          if (source.ended) return;
          await changed;
        }
      },
    });
  };
}

/** Resolves at the next change or when the call ends. Begins to listen at once, so that no change falls between. */
function nextChange(source: HealthSource, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const stopListening = source.onChange(done);
    signal.addEventListener("abort", done);
  });
}
