import type { ReadonlySignal } from '@preact/signals';

/** Resolves when the value satisfies `test`, at once if it does already; rejects with what `test` throws. */
export function until<T>(value: ReadonlySignal<T>, test: (value: T) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let settled = false;
    let dispose: (() => void) | null = null;
    const settle = (act: () => void) => {
      settled = true;
      dispose?.();
      act();
    };
    dispose = value.subscribe((current) => {
      if (settled) return;
      try {
        if (test(current)) settle(resolve);
      } catch (thrown) {
        settle(() => reject(thrown));
      }
    });
    // The first call comes before `subscribe` returns.
    if (settled) dispose();
  });
}
