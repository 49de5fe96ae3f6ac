import type { Command } from "commander";
import type { Surroundings } from "../surroundings.js";
import { addDlqArchive } from "./dlq/archive.js";
import { addDlqCare } from "./dlq/care.js";
import { addDlqClose } from "./dlq/close.js";
import { addDlqEdit } from "./dlq/edit.js";
import { addDlqGroup } from "./dlq/group.js";
import { addDlqGroups } from "./dlq/groups.js";
import { addDlqList } from "./dlq/list.js";
import { addDlqPolicies, addDlqRedeliver } from "./dlq/policies.js";
import { addDlqPreview } from "./dlq/preview.js";
import { addDlqImpact, addDlqReexamined } from "./dlq/impact.js";
import { addDlqLineage } from "./dlq/lineage.js";
import { addDlqRecipe } from "./dlq/recipe.js";
import { addDlqRedrive, addDlqRedrives } from "./dlq/redrive.js";
import { addDlqReport } from "./dlq/report.js";
import { addDlqRetry } from "./dlq/retry.js";
import { addDlqReveals } from "./dlq/reveals.js";
import { addDlqShow } from "./dlq/show.js";
import { addDlqStats } from "./dlq/stats.js";
import { addDlqSuggest } from "./dlq/suggest.js";

/** `sluice dlq …`: everything about dead letters. */
export function addDlq(program: Command, surroundings: Surroundings): void {
  const parent = program.command("dlq").description("find out why events were parked, mend them, send them on");
  addDlqList(parent, surroundings);
  addDlqGroups(parent, surroundings);
  addDlqGroup(parent, surroundings);
  addDlqShow(parent, surroundings);
  addDlqReveals(parent, surroundings);
  addDlqSuggest(parent, surroundings);
  addDlqRecipe(parent, surroundings);
  addDlqPreview(parent, surroundings);
  addDlqRetry(parent, surroundings);
  addDlqRedrives(parent, surroundings);
  addDlqRedrive(parent, surroundings);
  addDlqImpact(parent, surroundings);
  addDlqReexamined(parent, surroundings);
  addDlqEdit(parent, surroundings);
  addDlqLineage(parent, surroundings);
  addDlqClose(parent, surroundings);
  addDlqCare(parent, surroundings);
  addDlqArchive(parent, surroundings);
  addDlqPolicies(parent, surroundings);
  addDlqRedeliver(parent, surroundings);
  addDlqReport(parent, surroundings);
  addDlqStats(parent, surroundings);
}
