import fc from "fast-check";

/**
 * What property tests draw is the same in every run, so that a run which fails says something about the change and not
 * about the day. `SLUICE_TEST_SEED=random` draws anew, and a number draws what a failure printed.
 */
const wanted = process.env["SLUICE_TEST_SEED"] ?? "20261122";
if (wanted !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
