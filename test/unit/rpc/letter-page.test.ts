import { expect, test } from "vitest";
import { letterPage } from "../../../src/rpc/letter-page.js";
import { letter } from "../../support/rows.js";

const items = Array.from({ length: 500 }, (_, index) => letter(index + 1));
const deps = {
  deadLetters: { list: async () => ({ items, nextPageToken: "", searchedThrough: "" }) },
  now: () => new Date(0),
  redact: async (one: (typeof items)[number]) => ({ letter: one, redacted: false, redactedFields: [] }),
};
const request = { pageSize: 500, pageToken: "" };

test("a page gives others their turn after every few letters", async () => {
  const { signal } = new AbortController();
  const stretches = [0];
  let isDone = false;
  const turn = (): void => {
    stretches.push(0);
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const make = ({ id = "" }: { id?: string | undefined }): string => {
    stretches.push((stretches.pop() ?? 0) + 1);
    return id;
  };
  const { letters } = await letterPage(deps, request, { signal, make });
  isDone = true;
  expect(letters).toEqual(items.map(({ id }) => id));
  expect(Math.max(...stretches)).toBeLessThanOrEqual(20);
});

test("nothing more is made for somebody who has gone", async () => {
  const gone = new AbortController();
  let made = 0;
  const make = (): void => {
    made += 1;
    if (made === 30) gone.abort(new Error("gone"));
  };
  await expect(letterPage(deps, request, { signal: gone.signal, make })).rejects.toThrow("gone");
  expect(made).toBe(40);
});
