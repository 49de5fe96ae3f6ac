export { type Services, type ServicesOptions, createServices } from "./connection/services.js";
export { type ErrorDescription, type ErrorField, SluiceClientError } from "./errors/client-error.js";
export { describeError, toClientError } from "./errors/describe-error.js";
export { type ReadyStatus, type RegistryClientEvents, type UnverifiedReason } from "./registry/client-events.js";
export {
  type ClientMode,
  type ClientModeName,
  type PassOrFail,
  type RegistryClientOptions,
} from "./registry/client-options.js";
export { type RegistryClientStatistics } from "./registry/client-statistics.js";
export { optionsFromEnvironment } from "./registry/options-from-environment.js";
export { type RegistryClient, createRegistryClient } from "./registry/registry-client.js";
export { type Freshness, type Lookup, type ResolvedSchema } from "./registry/resolved-schema.js";
export { type ExactSelector } from "./registry/schema-store.js";
export { ValidationError, type ValidationOutcome, type ValidationResult } from "./registry/validation-result.js";
export { type BreakerState } from "./resilience/breaker.js";
export { type PayloadViolation } from "./validation/payload-violation.js";
export { type ConsumeOptions, type Consumption, consume } from "./consumer/consume.js";
export { type ConsumerStatistics, type MessageStatus } from "./consumer/consumer-metrics.js";
export { type GroupConsumer, createConsumer } from "./consumer/group-consumer.js";
export { type GroupConsumerOptions } from "./consumer/group-consumer-options.js";
export {
  type Classify,
  type DetailedResult,
  type Handler,
  type HandlerContext,
  type HandlerResult,
  classifyThrown,
} from "./consumer/handler.js";
export { type PublishableEvent } from "./publisher/publishable-event.js";
export { type PublisherOptions } from "./publisher/publisher-options.js";
export { type Publisher, type PublisherStatistics, createPublisher } from "./publisher/publisher.js";
export { type Backoff } from "./resilience/backoff.js";
export { type BreakerOptions } from "./resilience/breaker.js";
export { type TimeSource } from "./time/time-source.js";
