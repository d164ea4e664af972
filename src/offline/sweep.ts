/** Throws away what no version needs: neither the newest that is kept, nor one that is open in some tab. */
import type { OfflineStore } from './store';

/**
 * `newest` is the version that was kept last. `inUse` tells whether some tab has a version open. Returns how many files
 * were removed.
 */
export async function sweep(
  store: OfflineStore,
  newest: string,
  inUse: (version: string) => Promise<boolean>,
): Promise<number> {
  const needed = new Set<string>(['']);
  for (const [version, { addresses }] of await store.lists()) {
    if (version !== newest && !(await inUse(version))) {
      await store.dropList(version);
      continue;
    }
    for (const address of addresses) needed.add(address);
  }
  return store.keepOnly(needed);
}
