import type { ConsumerStore } from "../store.js";
import { groupKeeper } from "./consumer-groups.js";
import { deliveryLeaser } from "./deliveries.js";
import { policyKeeper } from "./failure-policies.js";
import { letterRetryKeeper } from "./letter-retries.js";
import type { SqliteDatabase } from "./open.js";
import { deliverySettler } from "./settlements.js";

/** Consumer groups, what they have in hand, and what becomes of their failures. */
export function createConsumerStore(database: SqliteDatabase): ConsumerStore {
  return {
    ...groupKeeper(database),
    ...deliveryLeaser(database),
    settle: deliverySettler(database),
    ...letterRetryKeeper(database),
    ...policyKeeper(database),
  };
}
