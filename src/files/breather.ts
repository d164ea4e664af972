/**
 * Lets others work during a long loop: what is read from memory never waits, and a loop over thousands of such files would
 * hold the page for as long as it takes.
 */
const BREATH_MS = 40;

/** Called as often as one likes, it gives the thread away for a moment where it was held for long enough to be felt. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BREATH_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    since = performance.now();
  };
}
