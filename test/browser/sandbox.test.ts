/**
 * The Python client in a real browser, in the product's own build and under its policy: limits, what cannot be
 * reached, and what is said where nothing can be run.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { judge, openPage, PATIENT_LIMITS, start, trace } from './sandbox-page/drive';
import { openSite, type SandboxSite } from './sandbox-page/site';

/** For programs that never end. */
const DEADLINE_MS = 500;
/** Far less than what would end by itself, and far more than what ends at once. */
const AT_ONCE_MS = 20_000;

let site: SandboxSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(inject('chromiumPath'));
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const open = (prepare?: (page: Page) => Promise<unknown>) => openPage(browser, site.url, prepare);

const HONEST = 'def f(x):\n    return x + 1\n';
const TEST = 'assert f(1) == 2';

async function expectHonest(page: Page): Promise<void> {
  const [run] = await trace(page, HONEST, [TEST]);
  expect(run?.outcome).toEqual({ kind: 'passed', got: '2' });
}

describe('a started sandbox', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open();
    expect(await start(page)).toBeNull();
  });
  afterAll(() => page.close());

  test('traces and judges', async () => {
    const [run] = await trace(page, HONEST, [TEST]);
    expect(run?.outcome).toEqual({ kind: 'passed', got: '2' });
    expect(run?.steps.at(-1)).toMatchObject({ event: 'return', scope: 'f', line: 2, result: '2' });
    expect(await judge(page, HONEST, [TEST, 'assert f(1) == 3', 'assert f(', 'assert f("a") == 1'])).toMatchObject([
      { kind: 'passed', got: '2' },
      { kind: 'failed', got: '2' },
      { kind: 'bad-test' },
      { kind: 'raised', type: 'TypeError' },
    ]);
  });

  test('makes sources executable, and refuses what the parser cannot survive', async () => {
    const made = await page.evaluate(async () => {
      const sources = ['def f(x):\n    if x:\n', 'no python at all', `x = ${'not '.repeat(20_000)}1`, 'y = 1\n'];
      return window.sandbox?.client.makeExecutable(new AbortController().signal, sources);
    });
    expect(made).toMatchObject([
      { kind: 'executable', code: 'def f(x):\n    if x:\n        pass' },
      { kind: 'refused' },
      { kind: 'refused' },
      { kind: 'executable', code: 'y = 1' },
    ]);
  });

  test.each([
    ['a loop', 'def f(x):\n    while True:\n        x += 1\n', 'steps'],
    [
      'a swallowed step limit',
      'def f(x):\n    while True:\n        try:\n            x += 1\n        except BaseException:\n            continue\n',
      'steps',
    ],
    ['a loop in built-in code', 'def f(x):\n    return sum(range(10 ** 12))\n', 'deadline'],
    ['sleep', 'import time\ndef f(x):\n    time.sleep(1000)\n', 'deadline'],
    ['a list too large', 'def f(x):\n    return list(range(10 ** 8))\n', 'memory'],
    ['a string too large', 'def f(x):\n    return "x" * (2 ** 31 - 100)\n', 'memory'],
    ['endless recursion', 'def f(x):\n    return f(x)\n', 'recursion'],
    [
      'endless recursion through a cache',
      'import functools\n@functools.cache\ndef f(x):\n    return f(x + 1)\n',
      'recursion',
    ],
    ['endless recursion through a sort key', 'def f(x):\n    return sorted([x], key=f)\n', 'recursion'],
    ['endless output', 'def f(x):\n    while True:\n        print("x" * 1000)\n', 'output'],
  ])('%s costs at most its limit, and the next program runs', async (_name, program, limit) => {
    const deadlineMs = limit === 'deadline' ? DEADLINE_MS : PATIENT_LIMITS.deadlineMs;
    const runs = await trace(page, program, [TEST], { maxHeapBytes: 128 * 2 ** 20, deadlineMs });
    expect(runs.map((run) => run.outcome)).toMatchObject([{ kind: 'limit', limit }]);
    await expectHonest(page);
  });

  test('a test that runs too long costs the other tests nothing', async () => {
    const program = 'def f(x):\n    return sum(range(10 ** 12)) if x == 2 else x\n';
    const runs = await trace(
      page,
      program,
      [1, 2, 3].map((x) => `assert f(${x}) == ${x}`),
      // The others take a thousandth of it.
      { deadlineMs: 2_000 },
    );
    expect(runs.map((run) => run.outcome.kind)).toEqual(['passed', 'limit', 'passed']);
    expect(runs.map((run) => run.test)).toEqual(['assert f(1) == 1', 'assert f(2) == 2', 'assert f(3) == 3']);
  });

  test('an interpreter that is ended or wrecked by a program is replaced', async () => {
    for (const program of ['import os\ndef f(x):\n    os._exit(0)\n', 'import os\ndef f(x):\n    os.abort()\n']) {
      const [run] = await trace(page, program, [TEST]);
      expect(run?.outcome.kind).toBe('raised');
      await expectHonest(page);
    }
  });

  test('what one program changes is undone before the next', async () => {
    const vandal =
      'import builtins, math, random, tempfile\nbuiltins.sum = None\nmath.pi = 3\nopen(tempfile.gettempdir() + "/left", "w").write("x")\nopen("left", "w").write("x")\ndef f(x):\n    return x + 1\n';
    await expectHonest(page);
    expect((await trace(page, vandal, [TEST]))[0]?.outcome.kind).toBe('passed');
    const inspector =
      'import math, os, tempfile\ndef f(x):\n    return [sum([x]), math.pi > 3, os.path.exists(tempfile.gettempdir() + "/left"), os.path.exists("left")]\n';
    const [run] = await trace(page, inspector, ['assert f(1) == [1, True, False, False]']);
    expect(run?.outcome).toEqual({ kind: 'passed', got: '[1, True, False, False]' });
  });

  test('a program reaches no network and no storage', async () => {
    const { url: targets, hits } = site.foreign;
    const attempts = [
      `from pyodide.http import open_url\nopen_url("${targets}/open_url")`,
      `import asyncio\nfrom pyodide.http import pyfetch\nasyncio.ensure_future(pyfetch("${targets}/pyfetch"))`,
      `import urllib.request\nurllib.request.urlopen("${targets}/urllib")`,
      `from js import fetch\nfetch("${targets}/js")`,
      `from pyodide.code import run_js\nrun_js("fetch('${targets}/run_js')")`,
      `from pyodide.ffi import to_js\nto_js([]).constructor.constructor("return fetch('${targets}/constructor')")()`,
      `from pyodide.ffi import to_js\nto_js([]).constructor.constructor("return import('${targets}/import')")()`,
      `import pyodide_js\npyodide_js.loadPackage("${targets}/package.whl")`,
      'from js import indexedDB\nindexedDB.open("x")',
      'from pyodide.code import run_js\nrun_js("indexedDB.open(\'x\')")',
      `import socket\nsocket.create_connection(("127.0.0.1", ${new URL(targets).port}), timeout=1)`,
    ];
    for (const attempt of attempts) {
      const program = `def f(x):\n${attempt.replace(/^/gm, '    ')}\n    return "out"\n`;
      const [run] = await trace(page, program, ['f(1)']);
      // Some only prepare what fails later, out of the program's sight: what counts is that nobody was reached.
      expect(run?.outcome.kind, attempt).not.toBe('bad-test');
      await expectHonest(page);
    }
    expect(hits).toEqual([]);
    // The server would have noted a visit.
    await fetch(`${targets}/control`);
    expect(hits.splice(0)).toEqual(['/control']);
  });

  test('a program cannot forge another’s result', async () => {
    const forger = [
      'def f(x):',
      '    from pyodide.ffi import to_js',
      '    from pyodide.code import run_js',
      '    for text in ("postMessage({kind: \'result\', id: 1, index: 0, text: \'{}\'})", "parent.postMessage(1)"):',
      '        try:',
      '            run_js(text)',
      '        except Exception:',
      '            pass',
      '    return x + 1',
    ].join('\n');
    const [forged] = await trace(page, forger, [TEST]);
    expect(forged?.outcome).toMatchObject({ kind: 'raised', type: 'PermissionError' });
    expect((await trace(page, 'def f(x):\n    return 0\n', [TEST]))[0]?.outcome).toEqual({ kind: 'failed', got: '0' });
  });

  test('stopping ends a running program at once, and leaves a client that works', async () => {
    const result = await page.evaluate(async (limits) => {
      const client = window.sandbox?.client;
      if (client === undefined) throw new Error('This is not the test page.');
      const abort = new AbortController();
      const program = 'def f(x):\n    return sum(range(10 ** 12))\n';
      const running = client.trace(abort.signal, program, ['f(1)'], { entryPoint: 'f', setup: '', limits });
      const waiting = client.trace(abort.signal, program, ['f(1)'], { entryPoint: 'f', setup: '', limits });
      await new Promise((resolve) => setTimeout(resolve, 100));
      const stopped = performance.now();
      abort.abort(new Error('stopped by the visitor'));
      const ends = await Promise.allSettled([running, waiting]);
      return { ends: ends.map((end) => end.status), tookMs: performance.now() - stopped };
    }, PATIENT_LIMITS);
    expect(result.ends).toEqual(['rejected', 'rejected']);
    expect(result.tookMs).toBeLessThan(AT_ONCE_MS);
    await expectHonest(page);
  });

  test('hundreds of programs leave the worker as it was', async () => {
    const seen = await page.evaluate(async (limits) => {
      const client = window.sandbox?.client;
      if (client === undefined) throw new Error('This is not the test page.');
      const { signal } = new AbortController();
      const options = { entryPoint: 'f', setup: '', limits };
      const outcomes = new Set<string>();
      for (let i = 0; i < 300; i++) {
        const [run] = await client.trace(
          signal,
          `def f(x):\n    return [x] * ${i % 7}\n`,
          ['assert f(1) is not None'],
          options,
        );
        outcomes.add(run?.outcome.kind ?? 'none');
      }
      return [...outcomes];
    }, PATIENT_LIMITS);
    expect(seen).toEqual(['passed']);
  });
});

describe('where Python cannot run', () => {
  test('a sandbox that is open is refused', async () => {
    // The same page, but with the frame's policy letting connections through.
    const page = await open((page) =>
      page.route('**/assets/index-*.js', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace("connect-src 'none'", 'connect-src *');
        await route.fulfill({ response, body });
      }),
    );
    const failure = await start(page);
    expect(failure).toMatchObject({ code: 'sandbox-open', message: expect.stringContaining('network') });
    await page.close();
  });

  test('a browser without WebAssembly is told so', async () => {
    const page = await open((page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly')));
    expect(await start(page)).toMatchObject({ code: 'no-webassembly' });
    await page.close();
  });

  test('a missing part is told, and can be tried again', async () => {
    const page = await open((page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404 })));
    expect(await start(page)).toMatchObject({
      code: 'sandbox-failed',
      message: expect.stringContaining('pyodide.asm'),
    });
    await page.unroute('**/*.wasm');
    expect(await start(page)).toBeNull();
    await page.close();
  });

  test('without its snapshot it starts from nothing', async () => {
    const page = await open((page) => page.route('**/snapshot-*', (route) => route.fulfill({ status: 404 })));
    expect(await start(page)).toBeNull();
    await expectHonest(page);
    await page.close();
  });

  test('a snapshot that does not fit is left aside', async () => {
    const page = await open((page) =>
      page.route('**/snapshot-*', (route) => route.fulfill({ status: 200, body: Buffer.from('no snapshot') })),
    );
    expect(await start(page)).toBeNull();
    await expectHonest(page);
    await page.close();
  });
});

describe('the page’s policy', () => {
  const ask = (page: Page, url: string) =>
    page.evaluate(
      (target) =>
        fetch(target, { mode: 'no-cors' }).then(
          () => 'open',
          () => 'blocked',
        ),
      url,
    );
  const askFromWorker = (page: Page, url: string) =>
    page.evaluate(async (target) => window.sandbox?.askProbeWorker(target), url);

  test('holds in the page and in a module worker, which runs its chunks and its wasm', async () => {
    const page = await open();
    expect(await ask(page, site.foreign.url)).toBe('blocked');
    expect(await ask(page, site.url)).toBe('open');
    expect(await askFromWorker(page, site.foreign.url)).toEqual({
      chunk: 'from a chunk',
      wasm: 'true',
      fetch: 'blocked',
    });
    expect(site.foreign.hits).toEqual([]);
    await page.close();
  });

  test('opens for an origin that the visitor named, and for no other', async () => {
    const page = await open();
    await page.evaluate(
      (url) => localStorage.setItem('eg-cfg.named-origins.v1', JSON.stringify([url])),
      site.foreign.url,
    );
    await page.reload();
    await page.waitForFunction(() => 'sandbox' in window);
    expect(await ask(page, `${site.foreign.url}/page`)).toBe('open');
    expect(await askFromWorker(page, `${site.foreign.url}/worker`)).toMatchObject({ fetch: 'open' });
    expect(site.foreign.hits.splice(0)).toEqual(['/page', '/worker']);
    expect(await ask(page, site.foreign.url.replace('127.0.0.1', 'localhost'))).toBe('blocked');
    // The sandbox stays closed whatever is named.
    expect(await start(page)).toBeNull();
    await page.close();
  });

  test('refuses inline scripts and evaluation', async () => {
    const page = await open();
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline ran"';
      document.head.append(script);
      return document.title;
    });
    expect(ran).not.toBe('inline ran');
    expect(await page.evaluate(() => window.sandbox?.evaluate('1 + 1'))).toContain('EvalError');
    await page.close();
  });
});
