import type { EventSize } from "./bench-case.js";

/** Where the events go. */
export const eventStream = "orders";
/** CloudEvents type of every event. */
export const eventType = "order.placed";
/** The subject the gateway looks up for them. */
export const eventSubject = `${eventStream}/${eventType}`;

const address = {
  type: "object",
  required: ["name", "street", "city", "postcode", "country"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 100 },
    street: { type: "string", minLength: 1, maxLength: 200 },
    city: { type: "string", minLength: 1 },
    postcode: { type: "string", pattern: "^[0-9A-Z -]{3,10}$" },
    country: { type: "string", pattern: "^[A-Z]{2}$" },
  },
  additionalProperties: false,
} as const;

const line = {
  type: "object",
  required: ["sku", "quantity", "price"],
  properties: {
    sku: { type: "string", pattern: "^[A-Z]{3}-[0-9]{4}$" },
    quantity: { type: "integer", minimum: 1, maximum: 1000 },
    price: { type: "number", minimum: 0 },
    title: { type: "string", maxLength: 200 },
    image: { type: "string", format: "uri" },
  },
  additionalProperties: false,
} as const;

/** What every event is checked against; large events fill its optional members too. */
export const orderSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["orderId", "placedAt", "customer", "lines", "currency", "total"],
  properties: {
    orderId: { type: "string", format: "uuid" },
    placedAt: { type: "string", format: "date-time" },
    customer: {
      type: "object",
      required: ["id", "email"],
      properties: {
        id: { type: "integer", minimum: 1 },
        email: { type: "string", format: "email" },
        country: { type: "string", pattern: "^[A-Z]{2}$" },
      },
      additionalProperties: false,
    },
    lines: { type: "array", minItems: 1, maxItems: 100, items: { $ref: "#/$defs/line" } },
    currency: { enum: ["EUR", "USD", "GBP", "SEK"] },
    total: { type: "number", minimum: 0 },
    channel: { enum: ["web", "app", "shop"] },
    shipTo: { $ref: "#/$defs/address" },
    billTo: { $ref: "#/$defs/address" },
    history: {
      type: "array",
      items: {
        type: "object",
        required: ["at", "what"],
        properties: { at: { type: "string", format: "date-time" }, what: { enum: ["created", "paid", "packed"] } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
  $defs: { address, line },
} as const;

const currencies = orderSchema.properties.currency.enum;
const channels = orderSchema.properties.channel.enum;
const countries = ["DE", "SE", "GB", "US", "PT"] as const;

/**
 * The payload of one event.
 * @param variant any whole number; equal numbers give equal payloads
 * @param isValid otherwise the first line has a quantity below the minimum
 */
export function orderPayload(size: EventSize, variant: number, isValid: boolean): Uint8Array {
  const lineCount = size === "small" ? 1 : 8;
  const lines = Array.from({ length: lineCount }, (_, index) => orderLine(size, variant + index));
  const [first, ...others] = lines;
  const order = {
    orderId: `5d6c1f0e-7a4b-4c2d-9e${digits(variant % 100, 2)}-1f2e3d4c5b6a`,
    placedAt: `2026-11-${digits(1 + (variant % 28), 2)}T09:${digits(variant % 60, 2)}:07.250Z`,
    customer: {
      id: 100_000 + variant,
      email: `customer.${variant}@mail.example.com`,
      country: pick(countries, variant),
    },
    lines: isValid ? lines : [{ ...first, quantity: 0 }, ...others],
    currency: pick(currencies, variant),
    total: 49.9 * lineCount + variant,
    channel: pick(channels, variant),
    ...(size === "large" && {
      shipTo: addressOf(variant),
      billTo: addressOf(variant + 1),
      history: historyOf(variant),
    }),
  };
  return new TextEncoder().encode(JSON.stringify(order));
}

function orderLine(size: EventSize, variant: number): object {
  const plain = {
    sku: `ABC-${digits(1000 + (variant % 9000), 4)}`,
    quantity: 1 + (variant % 9),
    price: 49.9 + (variant % 10),
  };
  if (size === "small") return plain;
  const title = `Cotton shirt, long sleeves, colour ${variant % 12}`;
  return { ...plain, title, image: `https://images.example.com/shirts/${variant}/front.webp` };
}

function addressOf(variant: number): object {
  return {
    name: `Alex Example ${variant}`,
    street: `Long Street ${variant % 400}`,
    city: "Springfield",
    postcode: digits(10_000 + (variant % 80_000), 5),
    country: pick(countries, variant),
  };
}

function historyOf(variant: number): readonly object[] {
  const what = ["created", "paid", "packed"] as const;
  return what.map((step, index) => ({
    at: `2026-11-${digits(1 + (variant % 28), 2)}T1${index}:30:00Z`,
    what: step,
  }));
}

function pick<T>(from: readonly T[], variant: number): T {
  const picked = from[variant % from.length];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

function digits(number: number, count: number): string {
  return String(number).padStart(count, "0");
}
