/** The sandbox in Firefox: it starts, it says the same of programs as in Chromium, and it refuses what is open. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import type { TestRun } from '../../src/guidance/ports';
import { judge, PATIENT_LIMITS, start, trace } from '../browser/sandbox-page/drive';
import { type Change, openSite, type SandboxSite } from '../browser/sandbox-page/site';
import { asTestBrowser, inPage, type TestBrowser, type TestPage, untilInPage } from '../escape/test-browser';
import { launchFirefox } from './launch';

const firefoxPath = inject('firefoxPath');
/** The page's own script, which holds the frame's document. */
const SCRIPT = /^index-.*\.js$/;
const HEAP = { maxHeapBytes: 128 * 2 ** 20 };

interface Case {
  readonly name: string;
  readonly program: string;
  readonly tests: readonly string[];
  readonly kinds: readonly string[];
  /** A verdict has no step limit, so it is the clock that ends this one. */
  readonly endless?: true;
}

/** For what never ends; everything else has ample time. */
const DEADLINE_MS = 1_000;

/** Programs that define `f`, each with tests and the kinds of their outcomes. */
const PROGRAMS: readonly Case[] = [
  {
    name: 'values, comprehensions and a generator',
    program:
      'def g(n):\n    for i in range(n):\n        yield i * i\n\ndef f(x):\n    table = {i: str(i) for i in range(x)}\n    return sorted(table.items()), list(g(x)), {0.1 + 0.2}\n',
    tests: ['assert f(3) == ([(0, "0"), (1, "1"), (2, "2")], [0, 1, 4], {0.1 + 0.2})', 'assert f(2) == 0'],
    kinds: ['passed', 'failed'],
  },
  {
    name: 'exceptions, caught and not',
    program:
      'class Own(ValueError):\n    pass\n\ndef f(x):\n    try:\n        return 1 // x\n    except ZeroDivisionError as error:\n        raise Own("no", x) from error\n    finally:\n        x = None\n',
    tests: ['assert f(1) == 1', 'assert f(0) == 1'],
    kinds: ['passed', 'raised'],
  },
  {
    name: 'what is printed',
    program: 'import sys\n\ndef f(x):\n    print("ü", x, sep="-")\n    print("err", file=sys.stderr)\n    return x\n',
    tests: ['assert f(1) == 1'],
    kinds: ['passed'],
  },
  {
    name: 'a loop without end',
    program:
      'def f(x):\n    while True:\n        try:\n            x += 1\n        except BaseException:\n            pass\n',
    tests: ['f(1)'],
    kinds: ['limit steps'],
    endless: true,
  },
  {
    name: 'built-in code without end',
    program: 'def f(x):\n    return sum(range(10 ** 12))\n',
    tests: ['f(1)'],
    kinds: ['limit deadline'],
    endless: true,
  },
  {
    name: 'a list too large',
    program: 'def f(x):\n    return [0] * 10 ** 8\n',
    tests: ['f(1)'],
    kinds: ['limit memory'],
  },
  { name: 'recursion', program: 'def f(x):\n    return f(x)\n', tests: ['f(1)'], kinds: ['limit recursion'] },
  {
    name: 'recursion through built-in code',
    program: 'import functools\n@functools.cache\ndef f(x):\n    return f(x + 1)\n',
    tests: ['f(1)'],
    kinds: ['limit recursion'],
  },
  {
    name: 'output without end',
    program: 'def f(x):\n    while True:\n        print("x" * 1000)\n',
    tests: ['f(1)'],
    kinds: ['limit output'],
  },
  {
    name: 'a file, which costs the worker',
    program: 'def f(x):\n    open("left", "w").write("x")\n    return x\n',
    tests: ['assert f(1) == 1', 'assert f(2) == 2'],
    kinds: ['passed', 'passed'],
  },
];

describe.skipIf(firefoxPath === null)('the sandbox in Firefox', () => {
  let site: SandboxSite;
  let firefox: TestBrowser;
  let chromium: TestBrowser;
  let inFirefox: TestPage;
  let inChromium: TestPage;

  beforeAll(async () => {
    site = await openSite();
    [firefox, chromium] = await Promise.all([
      launchFirefox(firefoxPath ?? ''),
      launchChromium(inject('chromiumPath')).then(asTestBrowser),
    ]);
    [inFirefox, inChromium] = await Promise.all([open(firefox, site.url), open(chromium, site.url)]);
  });
  afterAll(async () => {
    await Promise.all([firefox?.close(), chromium?.close()]);
    await site?.close();
  });

  test('starts from its snapshot, in a frame without an origin', async () => {
    expect(await start(inFirefox)).toBeNull();
    expect(await start(inChromium)).toBeNull();
    const frame = await inFirefox.newestFrame();
    expect(await frame.evaluate('[origin, location.href]')).toEqual(['null', 'about:srcdoc']);
    const asked = await inPage(inFirefox, () => performance.getEntriesByType('resource').map((entry) => entry.name));
    expect(asked.filter((url) => /snapshot-/.test(url))).toHaveLength(1);
  });

  test.each(PROGRAMS)('says the same as Chromium of $name', async ({ program, tests, kinds, endless }) => {
    const time = { deadlineMs: endless ? DEADLINE_MS : PATIENT_LIMITS.deadlineMs };
    const traceTime = kinds.includes('limit deadline') ? time : {};
    const [here, there] = await Promise.all([
      trace(inFirefox, program, tests, { ...HEAP, ...traceTime }),
      trace(inChromium, program, tests, { ...HEAP, ...traceTime }),
    ]);
    expect(here.map(kindOf)).toEqual(kinds);
    expect(here).toEqual(there);
    const [judged, judgedThere] = await Promise.all([
      judge(inFirefox, program, tests, time),
      judge(inChromium, program, tests, time),
    ]);
    expect(judged.map(({ kind }) => kind)).toEqual(judgedThere.map(({ kind }) => kind));
  });

  test.each<{ way: string; changes: readonly Change[] }>([
    {
      way: 'network',
      changes: [
        { file: SCRIPT, text: "connect-src 'none'", by: 'connect-src *' },
        // The page's own policies hold in its frames too, and in Firefox they name nobody there.
        { file: /^index\.html$/, text: 'Content-Security-Policy', by: 'X-No-Policy' },
        { file: /^connect-policy\.js$/, text: 'Content-Security-Policy', by: 'X-No-Policy' },
      ],
    },
    {
      way: 'storage',
      changes: [{ file: SCRIPT, text: 'allow-scripts', by: 'allow-scripts allow-same-origin' }],
    },
  ])('refuses to run where its $way is open', async ({ way, changes }) => {
    const altered = await site.altered(changes);
    const page = await open(firefox, altered.url);
    expect(await start(page)).toMatchObject({ code: 'sandbox-open', message: expect.stringContaining(way) });
    await page.close();
    await altered.close();
  });
});

async function open(browser: TestBrowser, url: string): Promise<TestPage> {
  const page = await browser.open(url);
  await untilInPage(page, () => 'sandbox' in window);
  return page;
}

const kindOf = ({ outcome }: TestRun): string => (outcome.kind === 'limit' ? `limit ${outcome.limit}` : outcome.kind);
