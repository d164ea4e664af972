/** Replies as a hostile program would forge them: as long as a worker may say, and wrong throughout. */
import { describe, expect, test } from 'vitest';
import { readCalled, readRun } from '../../../src/clients/python/replies';

const MOST_CHARS = 4_000_000;
/** Milliseconds when the first fault ends it; tens of seconds when every fault is described. */
const MOST_MS = 10_000;

const filled = (begin: string, item: string, end: string): string =>
  `${begin}${Array.from({ length: Math.floor((MOST_CHARS - 1000) / (item.length + 1)) }, () => item).join()}${end}`;

const RUN = '{"test":"","outcome":{"kind":"passed","got":null},"finalLocals":[],"stepCount":1,"stdout":"","steps":[';

describe('a reply full of faults', () => {
  test.each([
    ['steps that are none', () => readRun(filled(RUN, '{}', ']}'))],
    ['values that are none', () => readCalled(filled('{"values":[', '1', ']}'))],
  ])('%s: is refused before the page stands still', (_name, read) => {
    const began = performance.now();
    expect(read()).toBeNull();
    expect(performance.now() - began).toBeLessThan(MOST_MS);
  });
});
