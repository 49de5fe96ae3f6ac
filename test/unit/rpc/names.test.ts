import type { DescEnum } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import * as archive from "../../../gen/proto/sluice/v1/archive_pb.js";
import * as alert from "../../../gen/proto/sluice/v1/alert_pb.js";
import * as consumer from "../../../gen/proto/sluice/v1/consumer_pb.js";
import * as deadLetter from "../../../gen/proto/sluice/v1/dead_letter_pb.js";
import * as event from "../../../gen/proto/sluice/v1/event_pb.js";
import * as finding from "../../../gen/proto/sluice/v1/finding_pb.js";
import * as gateway from "../../../gen/proto/sluice/v1/gateway_pb.js";
import * as quality from "../../../gen/proto/sluice/v1/quality_pb.js";
import * as recipe from "../../../gen/proto/sluice/v1/recipe_pb.js";
import * as recipeStep from "../../../gen/proto/sluice/v1/recipe_step_pb.js";
import * as registry from "../../../gen/proto/sluice/v1/registry_pb.js";
import * as schema from "../../../gen/proto/sluice/v1/schema_pb.js";
import { type EnumNames } from "../../../src/rpc/names.js";
import * as names from "../../../src/rpc/names.js";

const enums: Record<keyof typeof names, DescEnum> = {
  formats: schema.SchemaFormatSchema,
  levels: schema.CompatibilityLevelSchema,
  versionStates: schema.VersionStateSchema,
  policies: finding.CompatibilityPolicySchema,
  verdicts: finding.VerdictSchema,
  severities: finding.SeveritySchema,
  findingScopes: finding.FindingScopeSchema,
  sides: finding.SideSchema,
  directions: finding.DirectionSchema,
  bumps: finding.SemverBumpSchema,
  changeKinds: finding.ChangeKindSchema,
  registryChanges: registry.RegistryChangeKindSchema,
  framings: event.PayloadFramingSchema,
  failureTypes: event.FailureTypeSchema,
  streamModes: gateway.StreamModeSchema,
  ackModes: gateway.AckModeSchema,
  invalidActions: gateway.InvalidActionSchema,
  orderings: gateway.OrderingSchema,
  floodBreakerStates: gateway.FloodBreakerStateSchema,
  subjectNameStrategies: gateway.SubjectNameStrategySchema,
  timeUnits: quality.TimeUnitSchema,
  letterStatuses: deadLetter.DeadLetterStatusSchema,
  attemptTriggers: deadLetter.AttemptTriggerSchema,
  redriveStatuses: deadLetter.RedriveStatusSchema,
  jsonPatchOps: recipeStep.JsonPatchOpSchema,
  castTypes: recipeStep.CastTypeSchema,
  letterCases: recipeStep.LetterCaseSchema,
  eventChangeOps: recipeStep.EventChangeOpSchema,
  redriveOrigins: deadLetter.RedriveOriginSchema,
  snoozedSelections: deadLetter.SnoozedSelectionSchema,
  archiveOutcomes: archive.ArchiveOutcomeSchema,
  restoreOutcomes: archive.RestoreOutcomeSchema,
  groupStates: deadLetter.GroupStateSchema,
  alertKinds: alert.AlertKindSchema,
  alertStates: alert.AlertStateSchema,
  deliveryOrders: consumer.DeliveryOrderSchema,
  settlementOutcomes: consumer.SettlementOutcomeSchema,
  failureActions: consumer.FailureActionSchema,
};
const tables: Readonly<Record<string, EnumNames<string, number>>> = names;

test("every enum of the contract has a table, but for the reasons of errors, which are strings", () => {
  const files = [
    archive.file_sluice_v1_archive,
    alert.file_sluice_v1_alert,
    consumer.file_sluice_v1_consumer,
    deadLetter.file_sluice_v1_dead_letter,
    event.file_sluice_v1_event,
    finding.file_sluice_v1_finding,
    gateway.file_sluice_v1_gateway,
    quality.file_sluice_v1_quality,
    recipe.file_sluice_v1_recipe,
    recipeStep.file_sluice_v1_recipe_step,
    registry.file_sluice_v1_registry,
    schema.file_sluice_v1_schema,
  ];
  const known = files.flatMap((file) => file.enums);
  expect(known.map(({ typeName }) => typeName).toSorted()).toEqual(
    Object.values(enums)
      .map(({ typeName }) => typeName)
      .toSorted(),
  );
});

describe.each(Object.entries(enums))("%s", (name, { values, typeName }) => {
  const table = tables[name];
  if (table === undefined) throw new Error(`no table ${name}`);
  const numbers = values.map((value) => value.number).filter((number) => number !== 0);

  test("has a word for each number but UNSPECIFIED, and back", () => {
    expect(Object.values(table.of).toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b));
    for (const number of numbers) {
      const word = table.word("field", number);
      expect(word).toBeDefined();
      expect(table.of[word ?? ""]).toBe(number);
    }
    expect(table.word("field", 0)).toBeUndefined();
  });

  test("calls each number what the contract calls it", () => {
    for (const { localName, number } of values) {
      if (number === 0) continue;
      expect(table.word("field", number)?.replaceAll("-", "_").toUpperCase(), typeName).toBe(localName);
    }
  });

  test("refuses numbers of a newer contract by field", () => {
    expect(() => table.word("config.mode", 99)).toThrow("config.mode: has no value 99");
  });
});
