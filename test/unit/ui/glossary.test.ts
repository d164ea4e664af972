import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GLOSSARY, type GlossaryEntry } from '../../../src/ui/glossary/glossary';
import { besidePlace } from '../../../src/ui/glossary/place-beside';

const ENTRIES: readonly [string, GlossaryEntry][] = Object.entries(GLOSSARY);

/** Ids in `<Term id="…">` of every component. */
function usedTerms(): Map<string, string> {
  const root = new URL('../../../src/ui', import.meta.url).pathname;
  const used = new Map<string, string>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx')) continue;
    for (const [, id = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(/<Term\s+id="([^"]+)"/g))
      used.set(id, file);
  }
  return used;
}

describe('the glossary', () => {
  it('explains every term that a panel marks, and panels mark some', () => {
    const used = usedTerms();
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter(([id]) => !(id in GLOSSARY))).toEqual([]);
  });

  it('has a name and one to three sentences for each', () => {
    for (const [id, { name, text }] of ENTRIES) {
      expect(name.length, id).toBeGreaterThan(0);
      expect(text.length, id).toBeLessThan(260);
      expect(text, id).toMatch(/[.)]$/);
    }
    expect(new Set(ENTRIES.map(([, { name }]) => name)).size).toBe(ENTRIES.length);
  });
});

describe('the place of an explanation', () => {
  const window = { width: 400, height: 300 };
  const box = { width: 200, height: 80 };

  it('is under its word where there is room, else over it', () => {
    expect(besidePlace({ left: 20, top: 40, width: 30, height: 16 }, box, window)).toEqual({ left: 20, top: 62 });
    expect(besidePlace({ left: 20, top: 270, width: 30, height: 16 }, box, window)).toEqual({ left: 20, top: 184 });
  });

  it('is inside the window', () => {
    expect(besidePlace({ left: 380, top: 40, width: 15, height: 16 }, box, window).left).toBe(192);
    expect(besidePlace({ left: -50, top: 40, width: 15, height: 16 }, box, window).left).toBe(8);
    expect(besidePlace({ left: 0, top: 20, width: 15, height: 260 }, { width: 100, height: 200 }, window).top).toBe(
      286,
    );
  });
});
