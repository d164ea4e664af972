import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { capabilityWords } from '../../../src/endpoint/capabilities';
import { builtInTruth } from '../../endpoint/built-in-truth';
import { connect } from '../../endpoint/connect';
import { SLOTS, startTestServer, type TestServer, type TestServerOptions } from '../../endpoint/server';

let truth: Awaited<ReturnType<typeof builtInTruth>>;
const servers: TestServer[] = [];

beforeAll(async () => {
  truth = await builtInTruth();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => truth.builtIn.engine.dispose());

async function start(options: Omit<TestServerOptions, 'model'>): Promise<TestServer> {
  const server = await startTestServer({ model: truth.model, ...options });
  servers.push(server);
  return server;
}

describe('asking a server what it can do', () => {
  it('finds everything that vLLM offers', async () => {
    const { capabilities } = await connect((await start({ kind: 'vllm' })).url);
    expect(capabilities).toMatchObject({
      server: 'vllm',
      top: 20,
      promptLists: true,
      several: true,
      streams: true,
      seed: true,
      tokens: 'ids',
      begin: [],
      contextLength: 4096,
    });
  });

  it('finds that llama.cpp lists what it is asked for, and no prompts', async () => {
    const { capabilities } = await connect((await start({ kind: 'llama.cpp' })).url, { top: 1024 });
    expect(capabilities).toMatchObject({
      server: 'llama.cpp',
      top: 1024,
      promptLists: false,
      several: true,
      mostAtOnce: SLOTS,
      streams: true,
      tokens: 'ids',
      contextLength: 4096,
      vocabularySize: 1024,
    });
  });

  it('asks for fewer tokens where a server refuses, and says what is missing', async () => {
    const server = await start({ kind: 'fireworks', echoes: false, several: false, keepsSeed: false });
    const { capabilities } = await connect(server.url);
    expect(capabilities).toMatchObject({
      top: 5,
      promptLists: false,
      several: false,
      seed: false,
      tokens: 'text',
    });
    const words = capabilityWords(capabilities);
    expect(words.filter(({ good }) => !good).map(({ text }) => text.slice(0, 30))).toHaveLength(4);
    expect(words.map(({ text }) => text).join(' ')).toContain('5 likeliest tokens');
  });

  it('costs a few short requests', async () => {
    const server = await start({ kind: 'vllm' });
    const { parts } = await connect(server.url);
    const { spent } = parts.meter;
    expect(spent.requests).toBeLessThanOrEqual(8);
    expect(spent.outputTokens).toBeLessThan(64);
    expect(spent.estimated).toBe(0);
  });

  it('gives another model another fingerprint', async () => {
    const first = await connect((await start({ kind: 'openai' })).url);
    const again = await connect((await start({ kind: 'openai' })).url);
    expect(again.capabilities.fingerprint).toBe(first.capabilities.fingerprint);
    const shifted = {
      ...truth.model,
      logits: async (...args: Parameters<typeof truth.model.logits>) => {
        return (await truth.model.logits(...args)).map((row) =>
          row.map((value, id) => (id === 40 ? value + 50 : value)),
        );
      },
    };
    const other = await startTestServer({ model: shifted, kind: 'openai' });
    servers.push(other);
    expect((await connect(other.url)).capabilities.fingerprint).not.toBe(first.capabilities.fingerprint);
  });
});
