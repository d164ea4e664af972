import { describe, expect, it } from 'vitest';
import { lockName, storeName, treatmentOf } from '../../../src/offline/addresses';

const SCOPE = 'https://someone.example/pages/playground/';
const ask = (path: string, more: Partial<Parameters<typeof treatmentOf>[0]> = {}) =>
  treatmentOf({ url: new URL(path, SCOPE).href, method: 'GET', mode: 'cors', partial: false, ...more }, SCOPE);

describe('a request', () => {
  it.each([
    ['', 'navigate', 'document'],
    ['?embed#/playground', 'navigate', 'document'],
    ['index.html', 'navigate', 'document'],
    ['assets/index-abc.js', 'cors', 'fixed'],
    ['models/tiny-coder/config.json?v=12', 'cors', 'fixed'],
    ['favicon.svg', 'no-cors', 'changing'],
    ['offline.json', 'cors', 'pass'],
    ['service-worker.js', 'same-origin', 'pass'],
    ['other.html', 'navigate', 'pass'],
    // Beside the page's folder, and on other hosts.
    ['../elsewhere/assets/a.js', 'cors', 'pass'],
    ['../playground2/', 'navigate', 'pass'],
    ['https://huggingface.co/assets/a.js', 'cors', 'pass'],
    ['https://someone.example:444/pages/playground/assets/a.js', 'cors', 'pass'],
  ])('for %s (%s) is treated as %s', (path, mode, expected) => {
    expect(ask(path, { mode })).toBe(expected);
  });

  it('that writes, or wants a part of a file, goes to the network', () => {
    expect(ask('assets/a.js', { method: 'POST' })).toBe('pass');
    expect(ask('assets/a.wasm', { partial: true })).toBe('pass');
  });
});

it('two places on one host share neither store nor lock', () => {
  expect(storeName(SCOPE)).not.toBe(storeName('https://someone.example/'));
  expect(lockName(SCOPE, '1')).not.toBe(lockName('https://someone.example/', '1'));
  expect(storeName(SCOPE)).toMatch(/^eg-cfg\./);
});
