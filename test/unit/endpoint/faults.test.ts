import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import { PlaygroundError } from '../../../src/guidance/failure';
import type { LanguageModel } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { connect, QUICK, transportTo } from '../../endpoint/connect';
import type { Fault } from '../../endpoint/faults';
import { startTestServer, type TestServer, type TestServerOptions } from '../../endpoint/server';
import { tableModel } from '../../endpoint/table-model';
import { comparingInterpreter } from '../guidance/scripted-ports';
import { NEVER } from '../model/built-in-model';

const model = tableModel();
const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(options: Partial<TestServerOptions> = {}): Promise<TestServer> {
  const server = await startTestServer({ model, kind: 'openai', ...options });
  servers.push(server);
  return server;
}

const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Write a function to add five to each number of a list and return the list.',
  entryPoint: 'add_five',
  visibleTests: ['assert add_five([1, 2]) == [6, 7]'],
  hiddenTests: [],
  setup: '',
};

interface Ran {
  readonly events: readonly RunEvent[];
  readonly lines: readonly string[];
  readonly last: RunEvent | undefined;
}

/** A whole run; `spoil` is called when its second line begins. */
async function run(model: LanguageModel, spoil: () => void, abort = new AbortController()): Promise<Ran> {
  const events: RunEvent[] = [];
  await runAgent(abort.signal, {
    model,
    interpreter: comparingInterpreter('nothing is it'),
    problem,
    agent: { ...DEFAULT_AGENT, gamma: 1.5, candidates: 2, horizonLines: 1, maxTokens: 120, maxLines: 4 },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async (line) => {
      if (line === 2) spoil();
    },
  });
  const lines = events.filter((event): event is EventOf<'line-finished'> => event.kind === 'line-finished');
  return { events, lines: lines.map(({ text }) => text), last: events.at(-1) };
}

async function failureOf(work: Promise<unknown>): Promise<PlaygroundError['failure']> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof PlaygroundError)) throw new Error(`No failure for people: ${String(thrown)}`);
  return thrown.failure;
}

describe('a fault of an endpoint before a run', () => {
  it('is a wrong address: nothing there, a web page, no completions', async () => {
    const nothing = await failureOf(connect('http://127.0.0.1:9'));
    expect(nothing).toMatchObject({ code: 'endpoint-unreachable' });
    expect(nothing.message).toContain('127.0.0.1:9');
    const server = await start();
    const wrongPath = await failureOf(connect(`${server.url}/api`));
    expect(wrongPath.code).toBe('endpoint-wrong');
    expect(wrongPath.advice).toContain('before /v1');
    server.always = { kind: 'web-page' };
    expect((await failureOf(connect(server.url))).message).toContain('a web page came');
  });

  it('is a wrong key, which no message repeats', async () => {
    const server = await start({ key: 'sk-right' });
    const failure = await failureOf(connect(server.url, { key: 'sk-wrong-123456' }));
    expect(failure).toMatchObject({ code: 'endpoint-key' });
    expect(failure.message).toContain('401');
    // The server repeats it in its answer.
    expect(JSON.stringify(failure)).not.toContain('sk-wrong');
    await expect(connect(server.url, { key: 'sk-right' })).resolves.toBeDefined();
  });

  it('is a server that gives no log-probabilities, or other tokens than its text', async () => {
    const server = await start();
    server.always = { kind: 'no-logprobs' };
    expect(await failureOf(connect(server.url))).toMatchObject({ code: 'endpoint-no-lists' });
    server.always = { kind: 'other-tokens' };
    const other = await failureOf(connect(server.url));
    expect(other.code).toBe('endpoint-tokens');
    expect(other.message).toContain('put together');
  });

  it('is a server that lists fewer than were asked for, and can be used', async () => {
    const server = await start();
    server.always = { kind: 'fewer', top: 2 };
    const { capabilities } = await connect(server.url);
    expect(capabilities).toMatchObject({ top: 2, askedTop: 20 });
  });
});

describe('a server that does not let a page read its answers', () => {
  const blocked = (other: () => Promise<Response>) =>
    failureOf(
      transportTo('http://127.0.0.1:9', {
        fetch: (_, init) => (init?.mode === 'no-cors' ? other() : Promise.reject(new TypeError('Failed to fetch'))),
      }).json(NEVER, { path: '/v1/models' }),
    );

  it('is told from one that is not there, which a browser does not', async () => {
    const cors = await blocked(async () => new Response());
    expect(cors.code).toBe('endpoint-cors');
    expect(cors.advice).toContain('allows requests from this page');
    const nothing = await blocked(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(nothing.code).toBe('endpoint-unreachable');
  });

  it('is not asked before it was named', async () => {
    const failure = await failureOf(
      transportTo('http://127.0.0.1:9', { mayConnect: false }).json(NEVER, { path: '/v1/models' }),
    );
    expect(failure.code).toBe('endpoint-not-allowed');
  });
});

describe('a fault of an endpoint in the middle of a run', () => {
  const lasting: readonly (readonly [string, Fault, string, RegExp])[] = [
    ['too many requests', { kind: 'status', status: 429 }, 'busy', /too many requests/],
    ['an overloaded server', { kind: 'status', status: 503 }, 'failed', /failed 3 times \(503\)/],
    ['an answer cut in the middle', { kind: 'cut' }, 'cut', /ended in the middle/],
    ['a key that was taken away', { kind: 'status', status: 401 }, 'key', /refused the key/],
    ['no more log-probabilities', { kind: 'no-logprobs' }, 'no-lists', /without log-probabilities/],
    ['another tokenizer', { kind: 'other-tokens' }, 'tokens', /not the expected ones/],
    ['a hanging server', { kind: 'hang' }, 'silent', /said nothing/],
  ];

  it.each(lasting)('%s ends it with a message of its own and keeps every line', async (_, fault, __, words) => {
    const server = await start();
    const rule = fault.kind === 'hang' ? { ...QUICK, silenceMs: 1500 } : QUICK;
    const { model } = await connect(server.url, { rule });
    const whole = await run(model, () => {});
    const spoiled = await run(model, () => {
      server.always = fault;
    });
    expect(spoiled.last).toMatchObject({ kind: 'run-failed', message: expect.stringMatching(words) });
    expect(spoiled.last).toMatchObject({ advice: expect.stringMatching(/run again|Type the key/) });
    // Two lines were complete when it began, and they are those of the run without a fault.
    expect(spoiled.lines).toEqual(whole.lines.slice(0, 2));
    expect(spoiled.lines).toHaveLength(2);
  });

  it.each([
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
    ['500', { kind: 'status', status: 500 }],
    ['a cut answer', { kind: 'cut' }],
    ['an error in the middle of a stream', { kind: 'error-event' }],
  ] satisfies readonly (readonly [string, Fault])[])('%s that passes changes nothing of it', async (_, fault) => {
    const server = await start();
    const { model, parts } = await connect(server.url);
    const whole = await run(model, () => {});
    const retriesBefore = parts.meter.spent.retries;
    const disturbed = await run(model, () => server.faults.push(fault, fault));
    const shown = ({ events }: Ran) =>
      events.flatMap((event) => (event.kind === 'candidate-sampled' || event.kind === 'token-chosen' ? [event] : []));
    expect(shown(disturbed)).toEqual(shown(whole));
    expect(parts.meter.spent.retries).toBeGreaterThanOrEqual(retriesBefore);
    expect(server.faults).toEqual([]);
  });

  it('stops at once when the visitor stops, whatever the server does', async () => {
    const server = await start();
    const { model } = await connect(server.url);
    const abort = new AbortController();
    let before = Number.POSITIVE_INFINITY;
    const running = run(
      model,
      () => {
        server.always = { kind: 'hang' };
        before = server.requests.length;
      },
      abort,
    );
    await expect.poll(() => server.requests.length > before).toBe(true);
    abort.abort(new DOMException('stopped', 'AbortError'));
    const ran = await running;
    expect(ran.last).toEqual({ kind: 'run-stopped' });
    expect(ran.lines).toHaveLength(2);
    // The server sees the connections go, and nothing is asked again.
    await expect.poll(() => server.load.now).toBe(0);
    const asked = server.requests.length;
    await new Promise((later) => setTimeout(later, 200));
    expect(server.requests).toHaveLength(asked);
  });
});

describe('requests in flight', () => {
  it('are as many as allowed, and those that wait end with the stop', async () => {
    const server = await start();
    server.always = { kind: 'hang' };
    const transport = transportTo(server.url, { inFlight: 2 });
    const abort = new AbortController();
    const call = { path: '/v1/completions', body: { prompt: 'a' } };
    const all = Array.from({ length: 6 }, () => transport.json(abort.signal, call));
    const settled = Promise.allSettled(all);
    await expect.poll(() => server.load.now).toBe(2);
    await new Promise((later) => setTimeout(later, 100));
    expect(server.load.most).toBe(2);
    abort.abort(new Error('stop'));
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
    await expect(transport.json(NEVER, { path: '/v1/models' })).resolves.toBeDefined();
    expect(server.requests).toHaveLength(3);
  });
});
