import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { until } from '../../../src/playground/until';

it('resolves at once when the value is there already', async () => {
  await until(signal(3), (value) => value === 3);
});

it('resolves when the value comes, and listens no longer', async () => {
  const value = signal(0);
  let asked = 0;
  const waiting = until(value, (current) => {
    asked++;
    return current === 2;
  });
  value.value = 1;
  value.value = 2;
  await waiting;
  value.value = 3;
  expect(asked).toBe(3);
});

it('rejects with what the test throws', async () => {
  const value = signal('loading');
  const waiting = until(value, (current) => {
    if (current === 'failed') throw new Error('it failed');
    return false;
  });
  value.value = 'failed';
  await expect(waiting).rejects.toThrow('it failed');
});
