/** Buckets for each doubling of the time: each is wider than the one before by a fifth, so that a quantile is off by a tenth. */
const perOctave = 4;

/** The bucket of a time that a letter waited. Bucket 0 holds everything up to a millisecond. */
export function closeTimeBucket(ms: number): number {
  return ms <= 1 ? 0 : 1 + Math.floor(Math.log2(ms) * perOctave);
}

/** The middle, on a scale of factors, of the times in a bucket. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 1 : Math.round(2 ** ((bucket - 0.5) / perOctave));
}

/** How many letters waited for a time in one bucket. */
export interface CloseTimeCount {
  readonly bucket: number;
  readonly letters: number;
}

/**
 * The time in milliseconds within which a share of the letters was closed, to within a tenth; undefined when none was.
 * @param share above 0 and up to 1
 */
export function closeTimeQuantile(counts: readonly CloseTimeCount[], share: number): number | undefined {
  const sorted = counts.filter(({ letters }) => letters > 0).sort((a, b) => a.bucket - b.bucket);
  const wanted = share * sorted.reduce((sum, { letters }) => sum + letters, 0);
  let seen = 0;
  for (const { bucket, letters } of sorted) {
    seen += letters;
    if (seen >= wanted) return middleOf(bucket);
  }
  return undefined;
}
