import type { Command } from "commander";
import type { Surroundings } from "../surroundings.js";
import { addDlqClose } from "./dlq/close.js";
import { addDlqEdit } from "./dlq/edit.js";
import { addDlqGroups } from "./dlq/groups.js";
import { addDlqList } from "./dlq/list.js";
import { addDlqPolicies, addDlqRedeliver } from "./dlq/policies.js";
import { addDlqPreview } from "./dlq/preview.js";
import { addDlqRedrive } from "./dlq/redrive.js";
import { addDlqRetry } from "./dlq/retry.js";
import { addDlqShow } from "./dlq/show.js";
import { addDlqStats } from "./dlq/stats.js";

/** `sluice dlq …`: everything about dead letters. */
export function addDlq(program: Command, surroundings: Surroundings): void {
  const parent = program.command("dlq").description("find out why events were parked, mend them, send them on");
  addDlqList(parent, surroundings);
  addDlqGroups(parent, surroundings);
  addDlqShow(parent, surroundings);
  addDlqPreview(parent, surroundings);
  addDlqRetry(parent, surroundings);
  addDlqRedrive(parent, surroundings);
  addDlqEdit(parent, surroundings);
  addDlqClose(parent, surroundings);
  addDlqPolicies(parent, surroundings);
  addDlqRedeliver(parent, surroundings);
  addDlqStats(parent, surroundings);
}
