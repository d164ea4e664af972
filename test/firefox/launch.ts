/** Starts a Firefox with a profile of its own, and drives it as tests drive any browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import type { TestBrowser, TestPage } from '../escape/test-browser';
import { BidiConnection } from './bidi';

const START_MS = 60_000;
const END_MS = 10_000;

/** Nothing of its own over the network: what is asked for is what a page asks for. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  // What a visitor's settings may stop is to be stopped by the product.
  'browser.send_pings': true,
  'dom.disable_open_during_load': false,
  // A page that works hard is what is tested here, not a page that hangs.
  'dom.max_script_run_time': 0,
  'dom.ipc.processHangMonitor': false,
};

const ContextSchema = v.object({ context: v.string() });
const TreeSchema = v.object({ contexts: v.array(v.object({ children: v.nullish(v.array(ContextSchema)) })) });
const ResultSchema = v.variant('type', [
  v.object({ type: v.literal('success'), result: v.object({ value: v.optional(v.unknown()) }) }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);

export async function launchFirefox(executable: string): Promise<TestBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'firefox-'));
  const preferences = Object.entries(PREFERENCES);
  writeFileSync(
    path.join(profile, 'user.js'),
    preferences.map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`).join(''),
  );
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await once(child, 'exit');
      clearTimeout(timer);
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const bidi = await BidiConnection.open(`${await listeningOn(child)}/session`);
    await bidi.send('session.new', { capabilities: {} });
    return {
      name: 'Firefox',
      open: (url) => openPage(bidi, url),
      async close() {
        await bidi.send('browser.close', {}).catch(() => undefined);
        bidi.close();
        await end();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await end();
    throw error;
  }
}

function listeningOn(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (reason: string) => reject(new Error(`Firefox did not start: ${reason}. It said: ${said}`));
    const timer = setTimeout(() => fail(`no word within ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with ${code}`));
    // Read to its end, or the browser would stop at a full pipe.
    child.stderr?.on('data', (chunk) => {
      if (said.length < 5_000) said += chunk;
      const [, url] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function openPage(bidi: BidiConnection, url: string): Promise<TestPage> {
  const { context } = v.parse(ContextSchema, await bidi.send('browsingContext.create', { type: 'tab' }));
  await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
  return {
    evaluate: (expression) => evaluate(bidi, context, expression),
    async newestFrame() {
      const tree = v.parse(TreeSchema, await bidi.send('browsingContext.getTree', { root: context }));
      const frame = tree.contexts[0]?.children?.at(-1);
      if (frame === undefined) throw new Error('The page has no frame.');
      return { evaluate: (expression) => evaluate(bidi, frame.context, expression) };
    },
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    close: async () => void (await bidi.send('browsingContext.close', { context })),
  };
}

/** Over the wire goes JSON, which is what callers may expect. */
async function evaluate<R>(bidi: BidiConnection, context: string, expression: string): Promise<R> {
  const answer = v.parse(
    ResultSchema,
    await bidi.send('script.evaluate', {
      expression: `(async () => JSON.stringify([await (${expression})]))()`,
      target: { context },
      awaitPromise: true,
      userActivation: false,
    }),
  );
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  const [value] = JSON.parse(String(answer.result.value));
  return value;
}
