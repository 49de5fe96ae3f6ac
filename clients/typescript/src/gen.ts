/** Every generated message, enum and service of `sluice.v1`. Generated code; see the `.proto` files for what it means. */
export * from "./gen/sluice/v1/archive_pb.js";
export * from "./gen/sluice/v1/alert_pb.js";
export * from "./gen/sluice/v1/consumer_pb.js";
export * from "./gen/sluice/v1/dead_letter_pb.js";
export * from "./gen/sluice/v1/error_pb.js";
export * from "./gen/sluice/v1/event_pb.js";
export * from "./gen/sluice/v1/finding_pb.js";
export * from "./gen/sluice/v1/gateway_pb.js";
export * from "./gen/sluice/v1/quality_pb.js";
export * from "./gen/sluice/v1/recipe_pb.js";
export * from "./gen/sluice/v1/recipe_step_pb.js";
export * from "./gen/sluice/v1/registry_pb.js";
export * from "./gen/sluice/v1/schema_pb.js";
