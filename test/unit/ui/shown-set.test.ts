import { describe, expect, it } from 'vitest';
import { readLoadRequest } from '../../../src/ui/problem-sets/load-request';
import { bundledSet, matching } from '../../../src/ui/problem-sets/shown-set';

describe('the bundled set', () => {
  const { rows } = bundledSet();
  const ids = (text: string) => matching(rows, text).map((at) => rows[at]?.id);

  it('is all sixty, each with level, tags and what it teaches', () => {
    expect(rows).toHaveLength(60);
    for (const row of rows) {
      expect(row.level).not.toBeNull();
      expect(row.tags.length).toBeGreaterThan(0);
      expect(row.teaches?.length).toBeGreaterThan(20);
    }
    expect(ids('')).toHaveLength(60);
  });

  it('is filtered by all words, in whatever place they stand', () => {
    expect(ids('twice BIG')).toEqual(['double-all']);
    expect(ids('stdin level 1')).toEqual(['print-sum', 'greet']);
    expect(ids('nothing-has-this')).toEqual([]);
  });
});

describe('what is typed to load a set', () => {
  it.each([
    ['owner/name', { kind: 'dataset', origin: 'https://huggingface.co' }],
    ['https://example.org/x.jsonl', { kind: 'address', origin: 'https://example.org' }],
    ['http://localhost:8000/x.jsonl', { kind: 'address', origin: 'http://localhost:8000' }],
    ['http://example.org/x.jsonl', { kind: 'unusable' }],
    ['javascript:alert(1)', { kind: 'unusable' }],
    ['', { kind: 'unusable' }],
  ])('%s', (text, read) => {
    expect(readLoadRequest(text)).toMatchObject(read);
  });
});
