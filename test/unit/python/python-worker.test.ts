import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type OrderEnd, PythonWorker, type WorkerSpawner } from '../../../src/clients/python/python-worker';
import type { ToWorker } from '../../../workers/python/messages';

/** A worker that the test plays: what it says goes through a real port. */
class PlayedWorker implements WorkerSpawner {
  readonly #channel = new MessageChannel();
  readonly received: ToWorker[] = [];
  killed = false;

  constructor() {
    this.#channel.port2.onmessage = (event: MessageEvent<ToWorker>) => this.received.push(event.data);
  }

  spawn() {
    return {
      port: this.#channel.port1,
      kill: () => {
        this.killed = true;
        this.#channel.port2.close();
      },
    };
  }

  async say(...messages: unknown[]): Promise<void> {
    for (const message of messages) this.#channel.port2.postMessage(message);
    await vi.advanceTimersByTimeAsync(1);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  close(): void {
    this.#channel.port1.close();
  }
}

let played: PlayedWorker;
let worker: PythonWorker;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  played = new PlayedWorker();
  worker = new PythonWorker(played, { useSnapshot: true, probeUrl: null });
});
afterEach(() => {
  played.close();
  vi.useRealTimers();
});

async function started(requests = ['a', 'b']): Promise<{ id: number; replies: string[]; end: Promise<OrderEnd> }> {
  await played.say({ kind: 'ready', bootMs: 1 });
  const asked = ask(requests);
  await played.say();
  return { id: played.received.at(-1)?.id ?? -1, ...asked };
}

function ask(requests: string[]): { replies: string[]; end: Promise<OrderEnd> } {
  const replies: string[] = [];
  const end = worker.run({
    requests,
    deadlineMs: 100,
    maxHeapBytes: 1,
    restore: true,
    onReply: (index, reply) => replies.push(`${index}:${reply}`),
  });
  return { replies, end };
}

describe('a worker’s word', () => {
  test('is taken for what it was asked, in order', async () => {
    const { id, replies, end } = await started();
    await played.say({ kind: 'result', id, index: 0, text: 'x' }, { kind: 'result', id, index: 1, text: 'y' });
    expect(await end).toEqual({ kind: 'finished' });
    expect(replies).toEqual(['0:x', '1:y']);
  });

  test.each([
    ['another order’s result', { kind: 'result', id: 999_999, index: 0, text: 'forged' }],
    ['a later request’s result', { kind: 'result', id: 0, index: 1, text: 'forged' }, true],
    ['a result with something added', { kind: 'result', id: 0, index: 0, text: 'forged', more: 1 }, true],
    ['a result that is no text', { kind: 'result', id: 0, index: 0, text: { forged: true } }, true],
    ['a result beyond all size', { kind: 'result', id: 0, index: 0, text: 'x'.repeat(5_000_000) }, true],
    ['a negative index', { kind: 'result', id: 0, index: -1, text: 'forged' }, true],
    ['an unknown kind', { kind: 'navigate', url: 'https://example.org' }],
    ['text', 'finished'],
    ['nothing', null],
    ['a second start', { kind: 'ready', bootMs: 0 }],
    ['another order’s crash', { kind: 'crashed', id: 999_999, index: 0, reason: 'other', message: '' }],
    ['rest in the middle of an order', { kind: 'idle', id: 0, restored: true }, true],
  ])('%s is ignored', async (_name, forged, withOwnId = false) => {
    const { id, replies, end } = await started();
    await played.say(withOwnId && typeof forged === 'object' ? { ...forged, id } : forged);
    expect(replies).toEqual([]);
    expect(worker.dead).toBe(false);
    await played.say({ kind: 'result', id, index: 0, text: 'x' }, { kind: 'result', id, index: 1, text: 'y' });
    expect(await end).toEqual({ kind: 'finished' });
    expect(replies).toEqual(['0:x', '1:y']);
  });
});

describe('an order behind one whose heap is being put back', () => {
  test('is handed over at once, and its time begins when the heap is back', async () => {
    const first = await started(['a']);
    await played.say({ kind: 'result', id: first.id, index: 0, text: 'x' });
    const { end, replies } = ask(['b']);
    await played.say();
    const { id } = played.received.at(-1) ?? { id: -1 };
    expect(id).not.toBe(first.id);
    await vi.advanceTimersByTimeAsync(1000);
    expect(worker.dead).toBe(false);
    await played.say({ kind: 'result', id, index: 0, text: 'too early' });
    expect(replies).toEqual([]);
    await played.say({ kind: 'idle', id: first.id, restored: true });
    await vi.advanceTimersByTimeAsync(90);
    await played.say({ kind: 'result', id, index: 0, text: 'y' });
    expect(await end).toEqual({ kind: 'finished' });
    expect(replies).toEqual(['0:y']);
  });

  test('has its own deadline after that', async () => {
    const first = await started(['a']);
    await played.say({ kind: 'result', id: first.id, index: 0, text: 'x' });
    const { end } = ask(['b']);
    await played.say({ kind: 'idle', id: first.id, restored: true });
    await vi.advanceTimersByTimeAsync(200);
    expect(await end).toEqual({ kind: 'deadline', index: 0 });
  });
});

describe('the end of a worker', () => {
  test('comes at the deadline of a request, and each request has its own', async () => {
    const { id, replies, end } = await started();
    await vi.advanceTimersByTimeAsync(90);
    await played.say({ kind: 'result', id, index: 0, text: 'x' });
    await vi.advanceTimersByTimeAsync(90);
    expect(worker.dead).toBe(false);
    await vi.advanceTimersByTimeAsync(60);
    expect(await end).toEqual({ kind: 'deadline', index: 1 });
    expect(replies).toEqual(['0:x']);
    expect(played.killed).toBe(true);
  });

  test('comes with a crash, whose reason is told', async () => {
    const { id, end } = await started();
    await played.say({ kind: 'crashed', id, index: 0, reason: 'recursion', message: 'stack' });
    expect(await end).toEqual({ kind: 'crashed', index: 0, reason: 'recursion' });
    expect(worker.dead).toBe(true);
  });

  test('comes when its heap could not be put back, or never was', async () => {
    const { id } = await started(['a']);
    await played.say({ kind: 'result', id, index: 0, text: 'x' }, { kind: 'idle', id, restored: false });
    expect(worker.dead).toBe(true);

    played = new PlayedWorker();
    worker = new PythonWorker(played, { useSnapshot: true, probeUrl: null });
    const second = await started(['a']);
    await played.say({ kind: 'result', id: second.id, index: 0, text: 'x' });
    await vi.advanceTimersByTimeAsync(3000);
    expect(worker.dead).toBe(true);
  });

  test('before an order has begun leaves the order for another worker', async () => {
    const { id } = await started(['a']);
    await played.say({ kind: 'result', id, index: 0, text: 'x' });
    const waiting = ask(['b']);
    await played.say({ kind: 'idle', id, restored: false });
    expect(await waiting.end).toEqual({ kind: 'not-begun' });
    expect(await ask(['c']).end).toEqual({ kind: 'not-begun' });
  });

  test('before its start is told as a failed start', async () => {
    await played.say({ kind: 'boot-failed', message: 'no memory' });
    expect(await worker.boot).toEqual({ kind: 'failed', message: 'no memory' });
  });

  test('is the answer to a probe that got out', async () => {
    await played.say({ kind: 'open', way: 'network' });
    expect(await worker.boot).toEqual({ kind: 'open', way: 'network' });
    expect(worker.dead).toBe(true);
  });
});
