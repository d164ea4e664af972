/** Hands out work to lanes: the next lane that is free takes the next item. The same for a page's workers and Node's. */

/**
 * Resolves when every item was taken and every lane is done, or when `stopped` says so and the items in hand are done.
 * Rejects with the first failure of `work`, when the others are done with theirs.
 */
export async function shareOut<Item, Lane>(
  items: readonly Item[],
  lanes: readonly Lane[],
  work: (item: Item, lane: Lane) => Promise<void>,
  stopped: () => boolean,
): Promise<void> {
  let next = 0;
  let failed = false;
  const drain = async (lane: Lane) => {
    while (next < items.length && !failed && !stopped()) {
      const item = items[next++];
      if (item === undefined) return;
      try {
        await work(item, lane);
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
    }
  };
  const ends = await Promise.allSettled(lanes.map(drain));
  const [rejected] = ends.filter((end) => end.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
}
