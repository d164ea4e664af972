/**
 * A worker of the product that is in somebody else's hands while it runs an order: what the page makes of its messages.
 * Forged ones may cost the program its result, and nothing else.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { judge, start, trace } from '../browser/sandbox-page/drive';
import { openSite, type SandboxSite } from '../browser/sandbox-page/site';
import { runHonest } from './product';
import { asTestBrowser, inPage, type TestBrowser, type TestPage, untilInPage } from './test-browser';

/** What the worker does when it is given the order: JavaScript that sees `id`, and `post`, the port's own. */
const DEEDS = {
  'says that the test has passed':
    'post({ kind: "result", id, index: 0, text: \'{"outcome":{"kind":"passed","got":"2"}}\' });',
  'says so under every number but the right one':
    'for (let i = -3; i < 50; i++) if (i !== 0) post({ kind: "result", id: id + i, index: 0, text: \'{"outcome":{"kind":"passed","got":"2"}}\' });',
  'says so again, after the true reply':
    'after = () => { for (let i = 0; i < 9; i++) post({ kind: "result", id, index: i, text: \'{"outcome":{"kind":"passed","got":"2"}}\' }); };',
  'hands over values that nobody asked for':
    'post({ kind: "result", id, index: 0, text: JSON.stringify({ values: Array(999).fill({ plain: \'{"int":"0x2"}\' }) }) });',
  'hands over values that are none': 'post({ kind: "result", id, index: 0, text: \'{"values":[{"plain":"{"}]}\' });',
  'sends a reply of 60 million letters': 'post({ kind: "result", id, index: 0, text: "x".repeat(60_000_000) });',
  'sends what is no message':
    'for (const one of [null, 1, "result", [], {}, new Map(), { kind: "result" }, { kind: ["result"] }, { kind: "idle", id: "1", restored: 1 }, { __proto__: null, kind: "toString" }, new Error("x"), { kind: "result", id, index: NaN, text: {} }]) post(one);',
  'sends ports and buffers': `const { port1 } = new MessageChannel(); port.postMessage({ kind: "result", id, index: 0, text: "", port1 }, [port1]);
     const buffer = new ArrayBuffer(50_000_000); port.postMessage({ kind: "idle", id, restored: true, buffer }, [buffer]);`,
  'sends a hundred thousand messages':
    'for (let i = 0; i < 100_000; i++) post({ kind: "result", id: -1, index: i, text: "flood" });',
  'says that all is well before anything is done':
    'for (let i = 0; i < 9; i++) post({ kind: "idle", id, restored: true });',
  'begins anew': 'post({ kind: "ready", bootMs: 1 }); post({ kind: "boot-failed", message: "no" });',
  'says that the sandbox is open': 'post({ kind: "open", way: "network" });',
  'says that it crashed': 'post({ kind: "crashed", id, index: 0, reason: "other", message: "x" });',
  'says that it crashed, at length':
    'post({ kind: "crashed", id, index: 0, reason: "other", message: "x".repeat(1e7) });',
  'says nothing': 'return false;',
} as const;

/** Stands before the worker's own text: it hears of an order first, and may keep it from the product. */
const TAKEN = `addEventListener('message', (event) => {
  const [port] = event.ports;
  const post = MessagePort.prototype.postMessage.bind(port);
  let after = null;
  port.postMessage = (message) => { post(message); if (message.kind === 'idle' && after !== null) after(); };
  const deeds = { ${Object.entries(DEEDS)
    .map(([name, deed]) => `${JSON.stringify(name)}(id) { ${deed} }`)
    .join(', ')} };
  port.addEventListener('message', (order) => {
    const { id, requests } = order.data;
    // The referee reads the program too, but it is not the program's worker.
    if (!/"op":"(?:trace|call|whole)"/.test(requests[0])) return;
    const name = Object.keys(deeds).find((one) => requests[0].includes('DEED ' + one + '.'));
    if (name !== undefined && deeds[name](id) === false) order.stopImmediatePropagation();
  });
}, { once: true });\n`;

/** Wrong, and with a word after which no worker is used again. */
const programFor = (deed: string) => `# DEED ${deed}.\nimport ctypes\ndef f(x):\n    return 0\n`;

let site: SandboxSite;
let altered: Awaited<ReturnType<SandboxSite['altered']>>;
let browser: TestBrowser;
let page: TestPage;

beforeAll(async () => {
  site = await openSite();
  const begin = 'self.importScripts=';
  altered = await site.altered([{ file: /^worker-.*\.txt$/, text: begin, by: TAKEN + begin }]);
  browser = asTestBrowser(await launchChromium(inject('chromiumPath')));
  page = await browser.open(altered.url);
  await untilInPage(page, () => 'sandbox' in window);
  expect(await start(page)).toBeNull();
});
afterAll(async () => {
  await browser?.close();
  await altered?.close();
  await site?.close();
});

describe('a worker in other hands', () => {
  test.each(Object.keys(DEEDS))('%s', async (deed) => {
    // One of them says nothing.
    const limits = { deadlineMs: 1_000 };
    const [outcome] = await judge(page, programFor(deed), ['assert f(1) == 2'], limits);
    expect(outcome?.kind, JSON.stringify(outcome)).not.toBe('passed');
    await trace(page, programFor(deed), ['assert f(1) == 2'], limits);
    expect(await runHonest(page)).toBe('right');
    expect(await inPage(page, () => document.title)).toBe('Sandbox test');
  });

  test('does what it is told: these are no idle words', async () => {
    const [run] = await trace(page, programFor('says that it crashed'), ['assert f(1) == 2']);
    expect(run?.outcome).toMatchObject({ kind: 'raised', type: 'SystemExit' });
    const [forged] = await judge(page, programFor('says that the test has passed'), ['assert f(1) == 2']);
    expect(forged).toMatchObject({ kind: 'raised', type: 'SystemError' });
  });
});
