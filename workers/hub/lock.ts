/** One tab at a time downloads, checks or deletes files of a repository's commit. */

/** The part of the Web Locks API that is needed; a test puts its own in. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Runs the work under the lock; `onWait` is called first where another tab holds it. Rejects with the signal's reason
 * if that fires while waiting.
 */
export async function underLock<T>(
  signal: AbortSignal,
  locks: Locks,
  name: string,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const full = `eg-cfg.hub-models:${name}`;
  const first = await locks.request(full, { ifAvailable: true }, async (lock) =>
    lock === null ? null : { value: await work() },
  );
  if (first !== null) return first.value;
  onWait();
  return locks.request(full, { signal }, work);
}
