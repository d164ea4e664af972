/** The page's client and the worker's side of the protocol, joined by a message channel instead of a thread. */
import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelClient } from '../../../src/clients/model/model-client';
import type { StartedWorker } from '../../../src/clients/model/worker-connection';
import { PlaygroundError } from '../../../src/guidance/failure';
import type { SampledCandidate } from '../../../src/guidance/ports';
import { Engine } from '../../../workers/model/engine';
import type { loadModel } from '../../../workers/model/load';
import { ModelWorker } from '../../../workers/model/worker-api';
import type { ModelSource } from '../../../workers/protocol';
import { loadBuiltIn, loadCodec, NEVER, sampleRequest } from './built-in-model';

const SOURCE: ModelSource = { id: 'tiny-coder', from: 'page', dtype: 'int8', device: null };

interface FakeThread {
  readonly crash: (words: string) => void;
  terminated: boolean;
}

const threads: FakeThread[] = [];
const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  threads.length = 0;
});

function startThread(load: typeof loadModel): StartedWorker {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(new ModelWorker(load), port1);
  let crash: (words: string) => void = () => undefined;
  const thread: FakeThread = { crash: (words) => crash(words), terminated: false };
  threads.push(thread);
  return {
    endpoint: port2,
    onCrash: (listener) => {
      crash = listener;
    },
    terminate: () => {
      thread.terminated = true;
      port1.close();
    },
  };
}

function clientOf(load: typeof loadModel): ModelClient {
  return new ModelClient({ baseUrl: 'http://localhost/', startWorker: () => startThread(load) });
}

const loadEngine: typeof loadModel = async (_signal, _source, _baseUrl, onProgress) => {
  onProgress({ stage: 'files', label: 'half', fraction: 0.5 });
  return (await loadBuiltIn()).engine;
};

/** An engine whose sampling does what a test says. */
function sampling(sample: Engine['sample']): typeof loadModel {
  return async () => {
    const { engine, session, codec } = await loadBuiltIn();
    return new (class extends Engine {
      override sample: Engine['sample'] = sample;
    })(engine.description, session, codec);
  };
}

const CANDIDATE: SampledCandidate = { index: 0, ids: [1], text: 'x', end: 'horizon' };

describe('the model client', () => {
  it('loads, tells progress, and hands out what the engine gives', async () => {
    const client = clientOf(loadEngine);
    expect(() => client.description).toThrow(PlaygroundError);
    await expect(client.encode(NEVER, ['x'])).rejects.toMatchObject({ failure: { code: 'model-not-loaded' } });
    const progress: (number | null)[] = [];
    const description = await client.load(NEVER, SOURCE, ({ fraction }) => progress.push(fraction));
    expect(description).toEqual(client.description);
    expect(progress).toEqual([0.5]);

    const codec = loadCodec();
    expect(await client.encode(NEVER, ['def f(x):', ''])).toEqual([codec.encode('def f(x):'), []]);
    expect(await client.decode(NEVER, codec.encode('def f(x):'))).toBe('def f(x):');
    const context = await client.openContext(NEVER);
    const heard: SampledCandidate[] = [];
    const change = { temperature: 2.5, topP: 1, horizonLines: 1 };
    const { candidates } = await client.sample(NEVER, sampleRequest(codec, context, change), (c) => heard.push(c));
    expect(candidates).toHaveLength(4);
    // Every report has arrived before the result, although they travel on two ports.
    expect(heard.sort((a, b) => a.index - b.index)).toEqual(candidates);
    await client.closeContext(context);
    await client.closeContext(context);
    client.dispose();
    expect(threads).toMatchObject([{ terminated: true }]);
  });

  it('passes failures on as they are', async () => {
    const failure = { code: 'model-missing', message: 'Not there.', advice: 'Look.' } as const;
    const client = clientOf(async () => {
      throw new PlaygroundError(failure);
    });
    await expect(client.load(NEVER, SOURCE, () => undefined)).rejects.toMatchObject({ failure });
    expect(threads).toMatchObject([{ terminated: true }]);
  });

  it('rejects at once when stopped, hears nothing more, and keeps a worker that drains', async () => {
    const client = clientOf(
      sampling(async (signal, _request, onCandidate) => {
        onCandidate(CANDIDATE);
        await new Promise<void>((later) => signal.addEventListener('abort', () => later(), { once: true }));
        onCandidate({ ...CANDIDATE, index: 1 });
        signal.throwIfAborted();
        throw new Error('was not cancelled');
      }),
    );
    await client.load(NEVER, SOURCE, () => undefined);
    const context = await client.openContext(NEVER);
    const controller = new AbortController();
    const heard: number[] = [];
    const result = client.sample(controller.signal, sampleRequest(loadCodec(), context), ({ index }) => {
      heard.push(index);
      controller.abort('stop');
    });
    await expect(result).rejects.toBe('stop');
    await new Promise((later) => setTimeout(later, 400));
    expect(heard).toEqual([0]);
    expect(threads).toMatchObject([{ terminated: false }]);
    client.dispose();
  });

  it('ends a worker that does not drain, starts another for the next call, and knows that contexts are gone', async () => {
    const client = clientOf(sampling(() => new Promise(() => undefined)));
    await client.load(NEVER, SOURCE, () => undefined);
    const context = await client.openContext(NEVER);
    const request = sampleRequest(loadCodec(), context);
    const controller = new AbortController();
    const result = client.sample(controller.signal, request, () => undefined);
    const other = client.sample(NEVER, request, () => undefined);
    await new Promise((later) => setTimeout(later, 20));
    controller.abort('stop');
    await expect(result).rejects.toBe('stop');
    await expect(other).rejects.toMatchObject({ failure: { code: 'model-restarted' } });
    expect(threads).toMatchObject([{ terminated: true }]);
    await expect(client.sample(NEVER, request, () => undefined)).rejects.toMatchObject({
      failure: { code: 'model-restarted', advice: 'Start the run again.' },
    });
    await client.closeContext(context);
    expect(await client.openContext(NEVER)).not.toBe(context);
    expect(threads).toMatchObject([{ terminated: true }, { terminated: false }]);
    client.dispose();
  });

  it('tells of a crash in every call under way, and starts again', async () => {
    const client = clientOf(sampling(() => new Promise(() => undefined)));
    await client.load(NEVER, SOURCE, () => undefined);
    const context = await client.openContext(NEVER);
    const result = client.sample(NEVER, sampleRequest(loadCodec(), context), () => undefined);
    threads[0]?.crash('out of luck');
    await expect(result).rejects.toMatchObject({ failure: { message: expect.stringContaining('out of luck') } });
    expect(await client.decode(NEVER, [])).toBe('');
    expect(threads).toHaveLength(2);
    client.dispose();
  });

  it('gives up a worker whose device is lost', async () => {
    const failure = { code: 'device-lost', message: 'Lost.', advice: 'Again.' } as const;
    const client = clientOf(
      sampling(async () => {
        throw new PlaygroundError(failure);
      }),
    );
    await client.load(NEVER, SOURCE, () => undefined);
    const request = sampleRequest(loadCodec(), await client.openContext(NEVER));
    await expect(client.sample(NEVER, request, () => undefined)).rejects.toMatchObject({ failure });
    expect(threads).toMatchObject([{ terminated: true }]);
    client.dispose();
  });

  it('can be stopped before the worker has answered anything', async () => {
    const client = clientOf(() => new Promise(() => undefined));
    const controller = new AbortController();
    const loading = client.load(controller.signal, SOURCE, () => undefined);
    controller.abort('stop');
    await expect(loading).rejects.toBe('stop');
    expect(threads).toMatchObject([{ terminated: true }]);
    const aborted = client.load(controller.signal, SOURCE, () => undefined);
    await expect(aborted).rejects.toBe('stop');
  });
});
