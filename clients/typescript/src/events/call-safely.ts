/**
 * Calls somebody else's code. What it throws is no reason to stop validating or publishing, and is dropped.
 * @param callback the code
 */
export function callSafely(callback: () => void): void {
  try {
    callback();
  } catch {
    // Nobody is there who could do anything about it: the caller's caller may be a socket.
  }
}
