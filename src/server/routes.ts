import type { ConnectRouter } from "@connectrpc/connect";
import { Health } from "../../gen/proto/health/v1/health_pb.js";
import { AlertService } from "../../gen/proto/sluice/v1/alert_pb.js";
import { ArchiveService } from "../../gen/proto/sluice/v1/archive_pb.js";
import { ConsumerService } from "../../gen/proto/sluice/v1/consumer_pb.js";
import { DeadLetterService } from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { GatewayService } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { RecipeService } from "../../gen/proto/sluice/v1/recipe_pb.js";
import { RegistryService } from "../../gen/proto/sluice/v1/registry_pb.js";
import { type Clock } from "../core/clock.js";
import { alertService } from "../rpc/alerts.js";
import { archiveService } from "../rpc/archive.js";
import { consumerService } from "../rpc/consumers.js";
import { deadLetterService } from "../rpc/dead-letters.js";
import { encodedPagesRoute } from "../rpc/encoded-pages.js";
import { encodedPublishRoute } from "../rpc/encoded-publish.js";
import { gatewayService } from "../rpc/gateway.js";
import { healthRoutes } from "../rpc/health.js";
import { recipeService } from "../rpc/recipes.js";
import { reflectionRoutes } from "../rpc/reflection.js";
import { registryService } from "../rpc/registry.js";
import { createRedaction } from "../registry/redaction.js";
import type { SubjectNameStrategy } from "../core/subject.js";
import type { Config } from "./config.js";
import { type ConnectHandlerOptions } from "./connect-handler.js";
import { type ServerEvents } from "./events.js";
import { type Metrics } from "./metrics.js";
import { createPublishObserver } from "./publish-observer.js";
import { type createReadiness } from "./readiness.js";
import { type Rooms, sleep } from "./rooms.js";

/** What the routes need beside the rooms. */
export interface RouteDeps {
  readonly purgeAhead: () => Promise<number>;
  readonly strategyOf: (stream: string) => Promise<SubjectNameStrategy>;
  readonly config: Config;
  readonly clock: Clock;
  readonly events: ServerEvents;
  readonly metrics: Metrics;
  readonly readiness: ReturnType<typeof createReadiness>;
  readonly stopping: AbortSignal;
}

/** Every RPC the port serves. */
export function routesOf(rooms: Rooms, deps: RouteDeps): Pick<ConnectHandlerOptions, "routes" | "binaryRoutes"> {
  const { registry, gateway, deadLetters, archive, alerts, newId } = rooms;
  const { config, clock, events, metrics, readiness, stopping, purgeAhead, strategyOf } = deps;
  const redact = createRedaction({ ...registry, strategyOf });
  const suggesting = { registry, deadLetters, letters: rooms.letters, redelivery: gateway.redelivery, redact };
  const { heartbeatMs, windowEvents, windowBytes } = config;
  const services = [
    ...[RegistryService, GatewayService, ConsumerService],
    ...[DeadLetterService, RecipeService, ArchiveService, AlertService],
  ];
  const observer = createPublishObserver({ events, metrics, maxStreams: config.maxStreams });
  const openTimeoutMs = config.clientTimeoutMs;
  const publishing = { gateway, newId, windowEvents, windowBytes, openTimeoutMs, stopping, observer };
  const routes = (router: ConnectRouter): void => {
    router.service(RegistryService, registryService({ registry, heartbeatMs, onRegistered: events.schemaRegistered }));
    router.service(GatewayService, gatewayService({ ...publishing, heartbeatMs, now: () => clock.now(), sleep }));
    const onReported = (): void => {
      metrics.consumerFailureReported("processing");
    };
    const now = (): Date => clock.now();
    router.service(DeadLetterService, deadLetterService({ deadLetters, now, redact, purgeAhead, sleep, onReported }));
    router.service(ConsumerService, consumerService({ gateway, deadLetters, stopping }));
    const suggest = async (group: string, limit: number) => {
      const { suggestFixes } = await import("../suggest/suggest-fixes.js");
      return await suggestFixes(suggesting, group, limit);
    };
    router.service(RecipeService, recipeService({ deadLetters, now, redact, suggest }));
    router.service(ArchiveService, archiveService({ archive }));
    router.service(AlertService, alertService({ alerts, sleep, heartbeatMs }));
    healthRoutes({ source: readiness, services: services.map((service) => service.typeName) })(router);
    reflectionRoutes([...services, Health])(router);
  };
  const publish = encodedPublishRoute(publishing);
  const pages = encodedPagesRoute({ deadLetters, now: () => clock.now(), redact });
  const binaryRoutes = (router: ConnectRouter): void => {
    publish(router);
    pages(router);
  };
  return { routes, binaryRoutes };
}
