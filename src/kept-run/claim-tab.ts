/** The name of a tab, by which its runs are found again after a reload. */

export interface ClaimedTab {
  /** What this tab keeps its runs under. */
  readonly own: string;
  /** Where runs of before may lie: another name in a tab that was made as a copy of one that is still open. */
  readonly before: string;
}

/** `held` resolves to false where another tab has this name, else holds it until this one is gone. */
export async function claimTab(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  key: string,
  held: (name: string) => Promise<boolean>,
): Promise<ClaimedTab> {
  const fresh = Math.random().toString(36).slice(2, 12);
  try {
    const known = storage.getItem(key);
    if (known !== null && (await held(known))) return { own: known, before: known };
    await held(fresh);
    storage.setItem(key, fresh);
    return { own: fresh, before: known ?? fresh };
  } catch {
    // Nothing can be kept: a reload begins anew, and the settings say so.
    return { own: fresh, before: fresh };
  }
}

/** By Web Locks; where there are none every name is taken to be free. */
export function heldByLock(name: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      // Given back by the browser when the page is gone.
      return lock === null ? undefined : new Promise<never>(() => undefined);
    };
    locks.request(`eg-cfg.tab.${name}`, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
}
