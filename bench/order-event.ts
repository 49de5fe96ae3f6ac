import type { EventSize } from "./bench-case.js";

/** Where the events go. */
export const eventStream = "orders";
/** CloudEvents type of every event. */
export const eventType = "order.placed";
/** The subject the gateway looks up for them. */
export const eventSubject = `${eventStream}/${eventType}`;

/** What an order is paid in. */
export const currencies = ["EUR", "USD", "GBP", "SEK"] as const;
/** Where an order comes from. */
export const channels = ["web", "app", "shop"] as const;
/** What happens to an order, in turn. */
export const orderSteps = ["created", "paid", "packed"] as const;

const countries = ["DE", "SE", "GB", "US", "PT"] as const;

/** One line of an order; title and image are those of large orders. */
interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
  readonly title?: string;
  readonly image?: string;
}

/** One thing that happened to an order. */
interface OrderStep {
  /** RFC 3339. */
  readonly at: string;
  readonly what: (typeof orderSteps)[number];
}

/** What an event says, as its JSON has it. */
export interface Order {
  readonly orderId: string;
  /** RFC 3339. */
  readonly placedAt: string;
  readonly customer: { readonly id: number; readonly email: string; readonly country: string };
  readonly lines: readonly OrderLine[];
  readonly currency: string;
  readonly total: number;
  readonly channel: string;
  readonly shipTo?: Readonly<Record<string, string>>;
  readonly billTo?: Readonly<Record<string, string>>;
  readonly history?: readonly OrderStep[];
}

/**
 * The order of one event.
 * @param variant any whole number; equal numbers give equal orders
 */
export function makeOrder(size: EventSize, variant: number): Order {
  const lineCount = size === "small" ? 1 : 8;
  return {
    orderId: `5d6c1f0e-7a4b-4c2d-9e${digits(variant % 100, 2)}-1f2e3d4c5b6a`,
    placedAt: `2026-11-${digits(1 + (variant % 28), 2)}T09:${digits(variant % 60, 2)}:07.250Z`,
    customer: {
      id: 100_000 + variant,
      email: `customer.${variant}@mail.example.com`,
      country: pick(countries, variant),
    },
    lines: Array.from({ length: lineCount }, (_, index) => orderLine(size, variant + index)),
    currency: pick(currencies, variant),
    total: 49.9 * lineCount + variant,
    channel: pick(channels, variant),
    ...(size === "large" && {
      shipTo: addressOf(variant),
      billTo: addressOf(variant + 1),
      history: historyOf(variant),
    }),
  };
}

/**
 * The payload of one event as JSON.
 * @param variant any whole number; equal numbers give equal payloads
 * @param isValid otherwise the first line has a quantity below the minimum
 */
export function orderPayload(size: EventSize, variant: number, isValid: boolean): Uint8Array {
  const order = makeOrder(size, variant);
  const [first, ...others] = order.lines;
  const sent = isValid ? order : { ...order, lines: [{ ...first, quantity: 0 }, ...others] };
  return new TextEncoder().encode(JSON.stringify(sent));
}

function orderLine(size: EventSize, variant: number): OrderLine {
  const plain = {
    sku: `ABC-${digits(1000 + (variant % 9000), 4)}`,
    quantity: 1 + (variant % 9),
    price: 49.9 + (variant % 10),
  };
  if (size === "small") return plain;
  const title = `Cotton shirt, long sleeves, colour ${variant % 12}`;
  return { ...plain, title, image: `https://images.example.com/shirts/${variant}/front.webp` };
}

function addressOf(variant: number): Readonly<Record<string, string>> {
  return {
    name: `Alex Example ${variant}`,
    street: `Long Street ${variant % 400}`,
    city: "Springfield",
    postcode: digits(10_000 + (variant % 80_000), 5),
    country: pick(countries, variant),
  };
}

function historyOf(variant: number): readonly OrderStep[] {
  return orderSteps.map((step, index) => ({
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
