import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseMs } from "../../../src/alerts/deliver.js";
import { isPublicAddress } from "../../../src/alerts/public-address.js";
import { makeSecret, parseSecret, signedHeaders } from "../../../src/alerts/signature.js";
import { closeTimeBucket, closeTimeQuantile } from "../../../src/store/sqlite/close-times.js";

test("a pause is any time up to one that doubles, and never more than a quarter of an hour", () => {
  expect([1, 2, 3, 4].map((attempts) => pauseMs(attempts, 5000, 1))).toEqual([5000, 10_000, 20_000, 40_000]);
  expect(pauseMs(2, 5000, 0)).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
      const pause = pauseMs(attempts, 5000, random);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(900_000);
    }),
  );
});

test("addresses are public or not, in whatever form", () => {
  for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "[2606:4700::1111]"])
    expect(isPublicAddress(address), address).toBe(true);
  for (const address of [
    ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.31.0.1"],
    ...["192.168.1.1", "198.19.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "[::1]", "fe80::1", "fd00::1"],
    ...["::ffff:1.1.1.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "ff02::1", "name"],
  ])
    expect(isPublicAddress(address), address).toBe(false);
});

test("a signature is that of the example of Standard Webhooks", () => {
  const headers = signedHeaders({
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    body: '{"test": 2432232314}',
    key: parseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    at: new Date(1_614_265_330_000),
  });
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  const { key, text } = makeSecret();
  expect(parseSecret(text)).toEqual(key);
});

test("a quantile of times is off by a tenth at most", () => {
  const times = fc.array(fc.integer({ min: 2, max: 1_000_000_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.9, 1), (all, share) => {
      const counts = new Map<number, number>();
      for (const ms of all) counts.set(closeTimeBucket(ms), (counts.get(closeTimeBucket(ms)) ?? 0) + 1);
      const told = closeTimeQuantile(
        [...counts].map(([bucket, letters]) => ({ bucket, letters })),
        share,
      );
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length - 1e-9) - 1] ?? NaN;
      expect(Math.abs((told ?? NaN) - exact)).toBeLessThanOrEqual(0.1 * exact + 1);
    }),
  );
});
