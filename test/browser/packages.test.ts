/** Packages in a real browser: a local host stands for the one that Pyodide's packages lie on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import type { Failure } from '../../src/guidance/failure';
import type { TestOutcome } from '../../src/guidance/ports';
import { openPage, PATIENT_LIMITS, start, trace } from './sandbox-page/drive';
import { tinyLibrary } from './sandbox-page/dynamic-library';
import { openSite, type SandboxSite } from './sandbox-page/site';
import { makeWheel, startWheelHost, type WheelHost } from './sandbox-page/wheels';

/** With what Python itself takes, more than a plain worker's heap may be to be put back. */
const HEAVY_BYTES = 80 * 2 ** 20;

const WHEELS = [
  makeWheel('tinydep', { 'tinydep.py': 'ONE = 1\n' }),
  makeWheel(
    'tinynum',
    { 'tinynum/__init__.py': 'from tinydep import ONE\ndef one():\n    return ONE\n' },
    { depends: ['tinydep'] },
  ),
  makeWheel('tinylib', { 'tinylib.cpython-314-wasm32-emscripten.so': tinyLibrary() }),
  makeWheel('heavy', { 'heavy.py': `DATA = bytearray(${HEAVY_BYTES})\n` }),
];
const [DEPENDENCY = '', TINYNUM = ''] = WHEELS.map(({ locked }) => locked.file_name);
const USES = 'import tinynum as tn\ndef f(x):\n    return x + tn.one()\n';
const PLAIN = 'def f(x):\n    return x + 1\n';
const GUARDED = 'try:\n    import tinynum\nexcept ImportError:\n    pass\n';
const TEST = 'assert f(1) == 2';
const PASSED = { kind: 'passed', got: '2' };

let site: SandboxSite;
let browser: Browser;
let host: WheelHost;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(inject('chromiumPath'));
  host = await startWheelHost(WHEELS);
  page = await openPage(browser, site.url, allowHost);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  host?.close();
});
beforeEach(async () => {
  host.manner = 'ok';
  host.asked.length = 0;
  host.abandoned = 0;
  await page.evaluate(() => caches.delete('test.packages'));
  await usePackages();
});

/** As a visitor would name a host; the page's policy lets nothing else through. */
async function allowHost(opened: Page): Promise<void> {
  await opened.addInitScript((url) => {
    if (self === top) localStorage.setItem('eg-cfg.named-origins.v1', JSON.stringify([url]));
  }, host.url);
}

async function usePackages(): Promise<void> {
  await page.evaluate((source) => window.sandbox?.usePackages(source), host.source);
  expect(await start(page)).toBeNull();
}

async function reload(): Promise<void> {
  await page.reload();
  await page.waitForFunction(() => 'sandbox' in window);
}

async function outcomeOf(program: string, tested = TEST): Promise<TestOutcome | undefined> {
  return (await trace(page, program, [tested]))[0]?.outcome;
}

/** What a problem's own needs lead to, before a program of it runs. */
function prepare(problem: { setup?: string; tests?: string[]; packages?: string[] }): Promise<Failure | 'ready'> {
  return page.evaluate(
    async (parts) => {
      try {
        await window.sandbox?.client.prepare(new AbortController().signal, parts);
        return 'ready' as const;
      } catch (error) {
        return window.sandbox?.failureOf(error) ?? 'ready';
      }
    },
    { setup: '', tests: [], ...problem },
  );
}

function judgeOf(program: string, tests: readonly string[], setup = ''): Promise<TestOutcome[] | undefined> {
  return page.evaluate(
    ({ program, tests, ...options }) =>
      window.sandbox?.client.judge(new AbortController().signal, program, tests, options),
    { program, tests, setup, limits: PATIENT_LIMITS },
  );
}

describe('a package is fetched', () => {
  test('with what it depends on, when a program imports it, and once', async () => {
    expect(host.asked).toEqual([]);
    expect(await outcomeOf(USES)).toEqual(PASSED);
    expect(await outcomeOf('def f(x):\n    from tinynum import one\n    return x + one()\n')).toEqual(PASSED);
    expect(host.asked.sort()).toEqual([DEPENDENCY, TINYNUM].sort());
    const labels = await page.evaluate(() => window.sandbox?.packageReports.map(({ progress }) => progress?.label));
    expect(labels).toContain('Downloading tinydep, tinynum (0.0 MB)');
    expect(labels?.at(-1)).toBeUndefined();
  });

  test('when setup code or a test imports it, and for a verdict', async () => {
    const tests = [
      TEST,
      'import tinynum\nassert f(1) == tinynum.one() + 1',
      'import tinynum\nassert f(1) == tinynum.one()',
    ];
    expect(await judgeOf(PLAIN, tests)).toEqual([PASSED, PASSED, { kind: 'failed', got: '2' }]);
    const setup = 'from tinynum import one\n';
    expect(await judgeOf('def f(x):\n    return x + one()\n', [TEST, 'assert f(one()) == 2'], setup)).toEqual([
      PASSED,
      PASSED,
    ]);
    expect(host.asked).toHaveLength(2);
  });

  test('when a whole program imports it', async () => {
    const outcomes = await page.evaluate(
      (limits) =>
        window.sandbox?.client.judgeProgram(
          new AbortController().signal,
          'import tinynum\nprint(int(input()) + tinynum.one())\n',
          [{ input: '1\n', output: '2\n' }],
          { limits },
        ),
      PATIENT_LIMITS,
    );
    expect(outcomes).toEqual([{ kind: 'passed', stdout: '2\n' }]);
  });

  test('when the program around a piece of code imports it (DS-1000)', async () => {
    const setup = [
      'import tinynum',
      'def generate_test_case(i):',
      '    return [i], [i + tinynum.one()]',
      'exec_context = "import tinynum as tn\\nxs = test_input\\n[insert]\\n"',
      'def test_execution(solution):',
      '    for i in (1, 2):',
      '        given, expected = generate_test_case(i)',
      '        env = {"test_input": given}',
      '        exec(exec_context.replace("[insert]", solution), env)',
      '        assert env["result"] == expected',
      '',
    ].join('\n');
    const outcomes = await page.evaluate(
      async ({ options, visible, hidden }) => {
        const client = window.sandbox?.client;
        const { signal } = new AbortController();
        const [run] = (await client?.trace(signal, 'result = [x + tn.one() for x in xs]\n', visible, options)) ?? [];
        const right = await client?.judge(signal, 'result = [x + tn.one() for x in xs]\n', hidden, options);
        const wrong = await client?.judge(signal, 'result = xs\n', hidden, options);
        return [run?.outcome, right, wrong];
      },
      {
        options: { setup, limits: PATIENT_LIMITS, entryPoint: null },
        visible: [{ check: 'runs' as const, case: 1 }],
        hidden: [{ check: 'result' as const }],
      },
    );
    expect(outcomes).toEqual([
      { kind: 'passed', got: '[2]' },
      [{ kind: 'passed', got: null }],
      [{ kind: 'failed', got: null }],
    ]);
    expect(host.asked).toHaveLength(2);
  });

  test('when a problem asks for it, before any program', async () => {
    expect(await prepare({ packages: ['tinynum'] })).toBe('ready');
    expect(host.asked).toHaveLength(2);
    expect(await prepare({ tests: ['import tinynum\nassert f(1)'] })).toBe('ready');
    expect(host.asked).toHaveLength(2);
  });

  test('by one download for two runs', async () => {
    const [first, second] = await Promise.all([outcomeOf(USES), outcomeOf(USES)]);
    expect([first, second]).toEqual([PASSED, PASSED]);
    expect(host.asked).toHaveLength(2);
  });
});

describe('nothing is fetched', () => {
  test('for a name in a string or a comment, and for a program that is no Python', async () => {
    expect(await outcomeOf(`s = 'import tinynum as tn'  # import tinynum\n${PLAIN}`)).toEqual(PASSED);
    expect(await outcomeOf('import tinynum\ndef f(x:\n')).toMatchObject({ kind: 'raised', type: 'SyntaxError' });
    expect(await outcomeOf('def f(x):\n    from .tinynum import one\n')).toMatchObject({ kind: 'raised' });
    expect(host.asked).toEqual([]);
  });

  test('for a package that is not on the list, which is missing as anywhere', async () => {
    expect(await outcomeOf(`import othernum\n${PLAIN}`)).toEqual({
      kind: 'raised',
      type: 'ModuleNotFoundError',
      message: "No module named 'othernum'",
    });
    expect(host.asked).toEqual([]);
  });
});

describe('where a package cannot be had', () => {
  const CASES = [
    ['gone', 'cannot be reached (offline, or blocked'],
    ['missing', 'answered 404'],
    ['wrong-bytes', 'SHA-256 differs'],
    ['cut', 'broke off after'],
  ] as const;

  test.each(CASES)('%s: the program says why, others run, and a retry works', async (manner, said) => {
    host.manner = manner;
    expect(await outcomeOf(USES)).toMatchObject({
      kind: 'raised',
      type: 'ModuleNotFoundError',
      message: expect.stringMatching(/^The Python package tiny\w+ could not be had: .*\.$/),
    });
    expect(await outcomeOf(USES)).toMatchObject({ message: expect.stringContaining(said) });
    for (const other of [PLAIN, `${GUARDED}${PLAIN}`]) expect(await outcomeOf(other)).toEqual(PASSED);
    const kept = await page.evaluate(async () => (await (await caches.open('test.packages')).keys()).length);
    expect(kept).toBe(0);
    expect(await prepare({ packages: ['tinynum'] })).toMatchObject({
      code: 'package-missing',
      message: expect.stringContaining(said),
      advice: expect.stringContaining('works meanwhile'),
    });
    host.manner = 'ok';
    expect(await outcomeOf(USES)).toEqual(PASSED);
  });

  test('a run asks once for what it cannot have', async () => {
    host.manner = 'missing';
    const kinds = await page.evaluate(
      async ({ program, tests, ...options }) => {
        const { signal } = new AbortController();
        const said: (string | undefined)[] = [];
        for (let i = 0; i < 3; i++) {
          const runs = await window.sandbox?.client.trace(signal, program, tests, options);
          said.push(runs?.[0]?.outcome.kind);
        }
        return said;
      },
      { program: USES, tests: [TEST], entryPoint: 'f', setup: '', limits: PATIENT_LIMITS },
    );
    expect(kinds).toEqual(['raised', 'raised', 'raised']);
    expect(new Set(host.asked).size).toBe(host.asked.length);
  });

  test('stopping ends the download at once, and the next run gets the package', async () => {
    host.manner = 'hold';
    const stopped = page.evaluate(
      async ({ program, tests, ...options }) => {
        const abort = new AbortController();
        const running = window.sandbox?.client.trace(abort.signal, program, tests, options);
        await new Promise((resolve) => addEventListener('stop', resolve, { once: true }));
        const began = performance.now();
        abort.abort(new Error('stopped by the visitor'));
        const end = await Promise.allSettled([running]);
        return { status: end[0]?.status, tookMs: performance.now() - began };
      },
      { program: USES, tests: [TEST], entryPoint: 'f', setup: '', limits: PATIENT_LIMITS },
    );
    await expect.poll(() => host.asked.length).toBe(2);
    await page.evaluate(() => void dispatchEvent(new Event('stop')));
    const { status, tookMs } = await stopped;
    expect(status).toBe('rejected');
    // The host sends nothing more for as long as it is asked.
    expect(tookMs).toBeLessThan(20_000);
    await expect.poll(() => host.abandoned).toBeGreaterThan(0);
    host.manner = 'ok';
    expect(await outcomeOf(USES)).toEqual(PASSED);
  });
});

describe('a package that was fetched', () => {
  test('is kept: the next visit works without its host', async () => {
    expect(await outcomeOf(USES)).toEqual(PASSED);
    host.asked.length = 0;
    host.manner = 'gone';
    await reload();
    await usePackages();
    expect(await outcomeOf(USES)).toEqual(PASSED);
    expect(host.asked).toEqual([]);
  });

  test('is not taken from the browser where it is no longer what it was', async () => {
    await page.evaluate(
      async (url) => (await caches.open('test.packages')).put(url, new Response('spoiled')),
      `${host.url}/${TINYNUM}`,
    );
    expect(await outcomeOf(USES)).toEqual(PASSED);
    expect(host.asked).toContain(TINYNUM);
  });

  test('works where the browser has no room to keep it, and that is told', async () => {
    await page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    });
    expect(await outcomeOf(USES)).toEqual(PASSED);
    const reports = await page.evaluate(() => window.sandbox?.packageReports);
    await reload();
    expect(reports?.at(-1)?.unkept.toSorted()).toEqual(['tinydep', 'tinynum']);
  });

  test('is not seen by a program that does not import it', async () => {
    expect(await outcomeOf(USES)).toEqual(PASSED);
    const looks = 'def f(x):\n    from importlib.util import find_spec\n    return find_spec("tinynum") is None\n';
    expect(await outcomeOf(looks, 'assert f(1) is True')).toEqual({ kind: 'passed', got: 'True' });
  });

  test('is whole again after a program that patched it, in the same worker', async () => {
    const boots = () => page.evaluate(() => window.sandbox?.spawned());
    expect(await outcomeOf(USES)).toEqual(PASSED);
    const before = await boots();
    const patches =
      'import tinynum, tinydep\ntinydep.ONE = 5\ntinynum.one = lambda: 7\ndef f(x):\n    return x + tinynum.one()\n';
    expect(await outcomeOf(patches, 'assert f(1) == 8')).toEqual({ kind: 'passed', got: '8' });
    expect(await outcomeOf(USES)).toEqual(PASSED);
    expect(await boots()).toBe(before);
  });

  test('is whole again after a program that wrote over its files', async () => {
    const writes = 'import tinynum\nopen(tinynum.__file__, "w").write("x = 1")\ndef f(x):\n    return x\n';
    expect(await outcomeOf(writes, 'assert f(1) == 1')).toMatchObject({ kind: 'passed' });
    const reads = 'import tinynum\ndef f(x):\n    return "ONE" in open(tinynum.__file__).read()\n';
    expect(await outcomeOf(reads, 'assert f(1)')).toEqual({ kind: 'passed', got: 'True' });
  });

  test('may be a dynamic library, whose own data is put back too', async () => {
    const counts = 'import tinylib\ndef f(x):\n    return [tinylib.count(), tinylib.count()]\n';
    const before = await outcomeOf(counts, 'assert f(1) == [1, 2]');
    const spawned = await page.evaluate(() => window.sandbox?.spawned());
    expect([before, await outcomeOf(counts, 'assert f(1) == [1, 2]')]).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'passed', got: '[1, 2]' })),
    );
    expect(await page.evaluate(() => window.sandbox?.spawned())).toBe(spawned);
  });

  test('opens nothing in the wall', async () => {
    expect(await outcomeOf(`import tinynum\nimport js\n${PLAIN}`)).toMatchObject({ kind: 'raised' });
    const reaches = 'import tinynum\ndef f(x):\n    from pyodide.code import run_js\n    return run_js("1")\n';
    expect(await outcomeOf(reaches)).toMatchObject({ kind: 'raised', type: 'PermissionError' });
    expect(await outcomeOf(USES)).toEqual(PASSED);
  });

  test('may be large: its own memory does not count, and its worker is used again', async () => {
    const uses = 'import heavy\ndef f(x):\n    return len(heavy.DATA) + len(list(range(x)))\n';
    const tested = `assert f(100_000) == ${HEAVY_BYTES + 100_000}`;
    expect(await outcomeOf(uses, tested)).toMatchObject({ kind: 'passed' });
    const spawned = await page.evaluate(() => window.sandbox?.spawned());
    expect(await outcomeOf(uses, tested)).toMatchObject({ kind: 'passed' });
    expect(await page.evaluate(() => window.sandbox?.spawned())).toBe(spawned);
    expect(await outcomeOf('import heavy\ndef f(x):\n    return list(range(10 ** 8))\n')).toMatchObject({
      kind: 'limit',
      limit: 'memory',
    });
  });
});
