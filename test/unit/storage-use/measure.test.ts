import { describe, expect, it } from 'vitest';
import { bytesOf, measureTexts, ownKeys } from '../../../src/storage-use/measure';

/** As localStorage: what is asked of it here. */
function texts(entries: Record<string, string>) {
  const keys = Object.keys(entries);
  return { length: keys.length, key: (i: number) => keys[i] ?? null, getItem: (key: string) => entries[key] ?? null };
}

describe('what is kept', () => {
  it('is counted by what it holds, whatever its form', () => {
    expect(bytesOf('abcd')).toBe(4);
    expect(bytesOf(new Uint8Array(1000))).toBe(1000);
    expect(bytesOf(new ArrayBuffer(7))).toBe(7);
    expect(bytesOf(new Blob(['abc']))).toBe(3);
    expect(bytesOf([{ text: 'x'.repeat(100) }, null, 1])).toBeGreaterThan(100);
    expect(bytesOf({ part: new Uint8Array(500) })).toBeGreaterThanOrEqual(500);
    expect(bytesOf(null)).toBe(8);
  });

  it('of texts are the page’s own alone, without those that are counted elsewhere', () => {
    const storage = texts({ 'eg-cfg.settings.v1': '12345', 'eg-cfg.tour.v1': '1', other: 'not ours' });
    expect(ownKeys(storage)).toEqual(['eg-cfg.settings.v1', 'eg-cfg.tour.v1']);
    expect(measureTexts(storage, new Set(['eg-cfg.settings.v1']))).toEqual({
      count: 1,
      bytes: 'eg-cfg.tour.v1'.length + 1,
    });
  });
});
