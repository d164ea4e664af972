import { afterEach, describe, expect, test, vi } from 'vitest';
import { ExclusiveQueue } from '../../../src/clients/python/exclusive-queue';
import { mayReachRuntime } from '../../../src/clients/python/outcomes';
import { nameableOrigin, readNamedOrigins } from '../../../src/csp/named-origins';

describe('programs after which a worker is not used again', () => {
  test.each([
    'import js',
    'from pyodide.ffi import to_js',
    'import _pyodide_core',
    'import ctypes',
    '__import__("j" + "s")',
    '().__class__.__base__.__subclasses__()',
    'import sys\nsys.modules["x"]',
    'import sys\nsys._getframe(1)',
    'import gc',
  ])('%s', (program) => {
    expect(mayReachRuntime(['', program])).toBe(true);
  });

  test('ordinary ones are not among them', () => {
    const program =
      'import sys, math\nfrom collections import Counter\nclass A:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, o):\n        return True\nif __name__ == "__main__":\n    print(sys.maxsize, sys.stdin)\n';
    expect(mayReachRuntime([program])).toBe(false);
  });
});

describe('the queue', () => {
  test('runs one task at a time', async () => {
    const queue = new ExclusiveQueue();
    const { signal } = new AbortController();
    const seen: string[] = [];
    const task = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    };
    await Promise.all([queue.run(signal, task('a')), queue.run(signal, task('b'))]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('a task whose signal fires while it waits is not begun, and rejects at once with the reason', async () => {
    const queue = new ExclusiveQueue();
    let release = () => {};
    const first = queue.run(
      new AbortController().signal,
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const abort = new AbortController();
    const begun = vi.fn(async () => undefined);
    const second = queue.run(abort.signal, begun);
    abort.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    release();
    await first;
    await queue.run(new AbortController().signal, async () => undefined);
    expect(begun).not.toHaveBeenCalled();
  });

  test('a task that fails does not hold up the next', async () => {
    const queue = new ExclusiveQueue();
    const { signal } = new AbortController();
    await expect(queue.run(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(queue.run(signal, async () => 'yes')).resolves.toBe('yes');
  });
});

describe('origins that a visitor may name', () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ['https://huggingface.co/models?x=1', 'https://huggingface.co'],
    ['https://example.org:8443/v1', 'https://example.org:8443'],
    ['http://localhost:8000/v1', 'http://localhost:8000'],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://example.org', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ["https://x.org; script-src 'unsafe-inline'", null],
    ['*', null],
    ['', null],
  ])('%s', (address, origin) => {
    expect(nameableOrigin(address)).toBe(origin);
  });

  test('what is stored is read through the same check', () => {
    const store = (value: string | null) => vi.stubGlobal('localStorage', { getItem: () => value });
    store('["https://a.org/x", "http://b.org", 7, "https://a.org", "https://c.org; default-src *"]');
    expect(readNamedOrigins()).toEqual(['https://a.org']);
    for (const nothing of [null, 'no json', '{}', '7']) {
      store(nothing);
      expect(readNamedOrigins()).toEqual([]);
    }
  });

  test('a browser that keeps nothing allows nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('denied');
      },
    });
    expect(readNamedOrigins()).toEqual([]);
  });
});
