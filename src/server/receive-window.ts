/** More would bring nothing, less stops a fast producer between turns. */
const mostBytes = 1024 ** 2;

/** What HTTP/2 allows when nothing is said (RFC 9113, section 6.9.2). */
const leastBytes = 65_535;

/** What connections with one call each may have sent together, as long as there are few. */
const budgetBytes = 16 * 1024 ** 2;

/**
 * How many bytes each call of a connection may send that were not read yet (RFC 9113, section 6.9), when it is the last of so
 * many. It halves each time their number doubles, and holds for as long as the connection.
 */
export function receiveWindow(connections: number): number {
  const share = budgetBytes / 2 ** Math.ceil(Math.log2(Math.max(1, connections)));
  return Math.max(leastBytes, Math.min(mostBytes, share));
}
