import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { toBase64Url } from '../../../src/links/base64-url';
import { writeLinkText } from '../../../src/links/link-text';
import type { PlaygroundLink } from '../../../src/links/playground-link';
import { problemPrint } from '../../../src/links/problem-print';
import { readLink, readLinkContent } from '../../../src/links/read-link';
import { MOST_LINK_CHARACTERS, writeLink } from '../../../src/links/write-link';
import { draftOf } from '../../../src/playground/problem-draft';
import { ALL_BUNDLED, BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import keptLinks from '../../fixtures/links.json';

const BASE = 'https://example.org/playground/index.html';
const [FIRST] = BUNDLED_PROBLEMS;
if (FIRST === undefined) throw new Error('There are no bundled problems');

const plain: PlaygroundLink = {
  problem: { kind: 'bundled', id: FIRST.id, print: problemPrint(draftOf(FIRST)) },
  agent: DEFAULT_AGENT,
  limits: DEFAULT_LIMITS,
  prompts: {},
  run: null,
};
const run: PlaygroundLink['run'] = {
  print: { tokens: 'Zx3_-aB1', lines: 'aB3dE_fGh1Jk2Lm3Np', events: 812 },
  model: 'tiny-coder',
  weights: '0123abcd',
  device: 'wasm',
  plan: { decoding: 'drafts', maxBatch: 16, pair: true },
  moment: 345,
};
const own: PlaygroundLink['problem'] = {
  kind: 'own',
  draft: {
    title: 'Änderungen “zählen”',
    level: 1,
    statement: 'Zähle die Änderungen.\nSchreibe eine Funktion.',
    entryPoint: 'changes',
    visibleTests: "assert changes('aab') == 1\nassert changes('') == 0",
    hiddenTests: '',
    setup: 'import math',
  },
};

function hashOf(link: PlaygroundLink): string {
  return new URL(writeLink(BASE, link).address).hash;
}

describe('a link', () => {
  it('brings back everything that was put into it', () => {
    const links: PlaygroundLink[] = [
      plain,
      { ...plain, run },
      { ...plain, run: { ...run, plan: null } },
      { ...plain, problem: own },
      {
        ...plain,
        agent: { ...DEFAULT_AGENT, gamma: 2.25, seed: 77, horizonLines: null, epsilon: 1e-8, guidance: 'token' },
        limits: { ...DEFAULT_LIMITS, deadlineMs: 2_500 },
        prompts: { instruct: { head: 'Write {statement} now.' } },
      },
    ];
    for (const link of links) expect(readLink(hashOf(link))).toEqual({ kind: 'link', link });
  });

  it('carries every problem of the page by name or, written out, within a chat message or marked as too long', () => {
    for (const problem of ALL_BUNDLED) {
      const { id: _, ...draft } = draftOf(problem);
      const link: PlaygroundLink = { ...plain, problem: { kind: 'own', draft } };
      const { address, fits } = writeLink(BASE, link);
      expect(fits).toBe(address.length <= MOST_LINK_CHARACTERS);
      expect(readLink(new URL(address).hash)).toEqual({ kind: 'link', link });
    }
  });

  it('is short: a moment of a usual run in less than 200 characters', () => {
    const lines = toBase64Url(Uint8Array.from({ length: 300 }, (_, i) => (i * 151 + 7 * i * i) % 251)).slice(0, 3 * 8);
    const usual = {
      ...plain,
      agent: { ...DEFAULT_AGENT, gamma: 3, seed: 12 },
      run: { ...run, print: { ...run.print, lines } },
    };
    expect(writeLink(BASE, plain).address.length).toBeLessThan(100);
    expect(writeLink(BASE, usual).address.length).toBeLessThan(200);
  });

  it('says that it is too long where a problem is', () => {
    const statement = Array.from({ length: 900 }, (_, i) => (i * 7919).toString(36)).join(' ');
    expect(writeLink(BASE, { ...plain, problem: { ...own, draft: { ...own.draft, statement } } }).fits).toBe(false);
  });

  it('that anybody has kept since the first version still means the same', () => {
    for (const { hash, means } of keptLinks) {
      const read = readLink(hash);
      expect(read.kind).toBe('link');
      if (read.kind === 'link') expect(read.link).toEqual(means);
    }
  });
});

describe('an address that is no usable link', () => {
  const invalid = (hash: string) => {
    const read = readLink(hash);
    return read.kind === 'invalid' ? read.message : read.kind;
  };
  const packed = (json: string) => `#/playground/v1.${toBase64Url(deflateSync(new TextEncoder().encode(json)))}`;

  it('is none where it names only a screen', () => {
    for (const hash of ['', '#', '#/playground', '#/problems', '#about', '#/playground/', '#/playground/video']) {
      expect(readLink(hash)).toEqual({ kind: 'none' });
    }
  });

  it('is told apart: cut, changed, newer, too large', () => {
    const hash = hashOf({ ...plain, run });
    for (let cut = hash.indexOf('v1.') + 3; cut < hash.length; cut++)
      expect(invalid(hash.slice(0, cut))).toMatch(/damaged/);
    for (let at = hash.indexOf('v1.') + 3; at < hash.length - 1; at++) {
      const other = hash[at] === 'A' ? 'B' : 'A';
      const read = readLink(hash.slice(0, at) + other + hash.slice(at + 1));
      // The last bits of a deflated text say nothing; whatever does is seen.
      if (read.kind === 'link') expect(read.link).toEqual({ ...plain, run });
      else expect(read.kind).toBe('invalid');
    }
    expect(invalid('#/playground/v2.abc')).toMatch(/newer version/);
    expect(invalid('#/playground/v0.abc')).toMatch(/damaged/);
    expect(invalid(`#/playground/v1.${'A'.repeat(100_000)}`)).toMatch(/more than any link/);
    expect(invalid(packed('{}'))).toMatch(/damaged/);
  });

  it('is not inflated without end', () => {
    const bomb = writeLinkText({ problem: { statement: 'a'.repeat(4 * 2 ** 20) } });
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect(invalid(`#/playground/${bomb}`)).toMatch(/more than any link/);
  });

  it('is refused where a value is of the wrong kind, out of range or unknown', () => {
    const problem = { id: FIRST.id, print: 'abcdefgh' };
    const wrong: unknown[] = [
      null,
      [],
      'text',
      {},
      { problem: 'total' },
      { problem: { id: 1, print: 'a' } },
      { problem: { id: '', print: 'a' } },
      { problem: { id: 'a', print: '<script>' } },
      { problem: { ...problem, statement: 'x' } },
      { problem: { kind: 'virus' } },
      { problem: { statement: 'x'.repeat(200_000) } },
      { problem: { level: 9 } },
      { problem: { packages: ['os'] } },
      { problem, agent: { gamma: '3' } },
      { problem, agent: { gamma: 1e9 } },
      { problem, agent: { seed: -1 } },
      { problem, agent: { candidates: 2.5 } },
      { problem, agent: { candidates: 1000 } },
      { problem, agent: { guidance: 'mind' } },
      { problem, agent: { horizonLines: 0 } },
      { problem, agent: { unknownSetting: 1 } },
      { problem, limits: { maxHeapBytes: 2 ** 40 } },
      { problem, limits: { maxSteps: null } },
      { problem, prompts: { other: {} } },
      { problem, prompts: { chat: { head: 4 } } },
      { problem, run: {} },
      { problem, run: { tokens: 'a', lines: 'ab', events: 1, moment: 0, model: 'm', weights: '', device: 'wasm' } },
      { problem, run: { tokens: 'a', lines: '', events: -1, moment: 0, model: 'm', weights: '', device: 'wasm' } },
      { problem, run: { tokens: 'a', lines: '', events: 1, moment: 0, model: 'm', weights: 'zz', device: 'wasm' } },
      { problem, run: { tokens: 'a', lines: '', events: 1, moment: 0, model: 'm', weights: '', device: 'abacus' } },
      { problem, more: true },
    ];
    for (const content of wrong) {
      expect(readLinkContent(content).kind, JSON.stringify(content)?.slice(0, 80)).toBe('invalid');
      expect(invalid(`#/playground/${writeLinkText(content)}`)).toMatch(/not one that this page writes/);
    }
    const polluted = readLinkContent(JSON.parse('{"problem":{"id":"a","print":"b"},"__proto__":{"polluted":1}}'));
    expect(polluted.kind === 'link' ? Object.keys(polluted.link) : []).not.toContain('polluted');
    expect('polluted' in {}).toBe(false);
  });

  it('never shows a long value of a hostile link in its message', () => {
    const read = readLinkContent({ problem: { id: FIRST.id, print: 'ab' }, ['k'.repeat(50_000)]: 1 });
    expect(read.kind === 'invalid' ? read.message.length : -1).toBeLessThan(400);
    expect(read.kind === 'invalid' ? read.message.length : -1).toBeGreaterThan(0);
  });
});
