import { invalidArgument } from "./errors.js";

/** What the id of a delivery names. */
export interface DeliveryPlace {
  readonly position: number;
  readonly leaseId: string;
}

/** The id of a delivery. */
export function deliveryIdOf({ position, leaseId }: DeliveryPlace): string {
  return `${position}-${leaseId}`;
}

/**
 * What an id names.
 * @throws SluiceError INVALID_ARGUMENT naming the field, when no delivery can have it
 */
export function parseDeliveryId(field: string, id: string): DeliveryPlace {
  const match = /^(\d{1,16})-([0-9A-Z]{26})$/.exec(id);
  const position = Number(match?.[1]);
  if (match === null || !Number.isSafeInteger(position))
    throw invalidArgument(field, "is no id of a delivery; use the one LeaseEvents gave");
  return { position, leaseId: match[2] ?? "" };
}
