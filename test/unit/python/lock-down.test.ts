import { expect, test } from 'vitest';
import { takeAwayWaysOut } from '../../../workers/python/lock-down';

test('what leads out of a worker is taken from it and from its prototypes, and the rest stays', () => {
  const scope = {
    __proto__: { fetch: () => 1, setTimeout: () => 1, __proto__: { indexedDB: {}, navigator: {} } },
    fetch: () => 2,
    Worker: class {},
    performance: {},
  };
  takeAwayWaysOut(scope);
  for (const name of ['fetch', 'Worker', 'indexedDB', 'navigator']) expect(name in scope, name).toBe(false);
  for (const name of ['setTimeout', 'performance', 'toString']) expect(name in scope, name).toBe(true);
});
