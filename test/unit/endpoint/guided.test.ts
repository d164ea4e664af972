import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DecodeLineRequest, LanguageModel } from '../../../src/guidance/ports';
import { builtInTruth } from '../../endpoint/built-in-truth';
import { type Connected, type ConnectOptions, connect } from '../../endpoint/connect';
import { decodeLine } from '../../endpoint/decode-line';
import { SLOTS, startTestServer, type TestServer, type TestServerOptions } from '../../endpoint/server';
import { modelOf } from '../../verify/decode-harness';
import { NEVER, sampleRequest } from '../model/built-in-model';

let truth: Awaited<ReturnType<typeof builtInTruth>>;
const servers: TestServer[] = [];

beforeAll(async () => {
  truth = await builtInTruth();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => truth.builtIn.engine.dispose());

async function serve(
  options: Omit<TestServerOptions, 'model'>,
  connecting: ConnectOptions = {},
): Promise<Connected & { readonly server: TestServer }> {
  const server = await startTestServer({ model: truth.model, ...options });
  servers.push(server);
  const connected = await connect(server.url, connecting);
  server.requests.length = 0;
  return { ...connected, server };
}

const CODES = ['def add_five(numbers):\n    result = [', 'def add_five(numbers):\n'];

const decode = (model: LanguageModel, code: string, change: Partial<DecodeLineRequest> = {}, drafts: string[] = []) =>
  decodeLine(truth.builtIn.codec, model, code, change, drafts);
const local = () => modelOf(truth.builtIn.engine);

const completions = (server: TestServer) =>
  server.requests.filter(({ path }) => path === '/v1/completions' || path === '/completion');

describe('guidance through an endpoint, beside the engine in the page', () => {
  it('is the same in every number where the server lists its whole vocabulary', async () => {
    const { model } = await serve({ kind: 'llama.cpp' }, { top: 1024 });
    for (const gamma of [0.5, 1, 3]) {
      const [code = ''] = CODES;
      const here = await decode(local(), code, { gamma, maxTokens: 3 });
      const there = await decode(model, code, { gamma, maxTokens: 3 });
      expect(there.line.ids).toEqual(here.line.ids);
      expect(there.line.end).toBe(here.line.end);
      expect(there.tokens.every(({ certainty }) => certainty === 'certain')).toBe(true);
      if (gamma === 1) continue;
      for (const [i, token] of there.tokens.entries()) {
        const same = here.tokens[i];
        expect(token.top[0]?.logP).toBeCloseTo(same?.top[0]?.logP ?? Number.NaN, 3);
        expect(token.top[0]?.logPc).toBeCloseTo(same?.top[0]?.logPc ?? Number.NaN, 3);
        expect(token.logNormaliser).toBeCloseTo(same?.logNormaliser ?? Number.NaN, 3);
      }
    }
  });

  it.each([
    ['vLLM with twenty', { kind: 'vllm' }, true],
    ['a server that echoes texts', { kind: 'openai' }, true],
    ['Fireworks with five and no echo', { kind: 'fireworks', echoes: false }, false],
  ] as const)('of %s chooses the same wherever it says that it is certain', async (_, options, scores) => {
    const { model, capabilities } = await serve(options);
    expect(capabilities.promptLists).toBe(scores);
    let compared = 0;
    const [inside = '', before = ''] = CODES;
    for (const [code, gamma] of [
      [inside, 0.5],
      [inside, 2],
      [before, 1],
      [before, 2],
    ] as const) {
      const drafts = ['    return [n + 5 for n in numbers]\n', 'n + 5 for n in numbers]\n'];
      const here = await decode(local(), code, { gamma }, drafts);
      const there = await decode(model, code, { gamma }, drafts);
      for (const [i, token] of there.tokens.entries()) {
        // After another choice, or another division of the text, it is another question.
        if (here.tokens[i]?.text !== token.text) {
          expect(token.certainty, `${code} ${gamma} ${there.text}`).not.toBe('certain');
          break;
        }
        compared++;
      }
    }
    // How soon two texts part depends on the weights; some of each are compared.
    expect(compared).toBeGreaterThan(CODES.length);
  });

  it('reads a draft that is right with two requests, and one that is wrong with few', async () => {
    const { model, server } = await serve({ kind: 'vllm' });
    // How long a line is depends on the weights: the longest has most to draft.
    let [code = ''] = CODES;
    let plain = await decode(model, code, { decoding: 'stepping', gamma: 0.5 });
    let steppingRequests = completions(server).length;
    for (const other of CODES.slice(1)) {
      server.requests.length = 0;
      const line = await decode(model, other, { decoding: 'stepping', gamma: 0.5 });
      if (line.tokens.length <= plain.tokens.length) continue;
      [code, plain, steppingRequests] = [other, line, completions(server).length];
    }
    server.requests.length = 0;
    const drafted = await decode(model, code, { gamma: 0.5 }, [`${plain.text}`]);
    expect(drafted.text).toBe(plain.text);
    expect(completions(server)).toHaveLength(2);
    expect(drafted.tokens.slice(0, -1).every(({ source }) => source === 'draft')).toBe(true);
    expect(steppingRequests).toBeGreaterThanOrEqual(2);
    server.requests.length = 0;
    const wrong = await decode(model, code, { gamma: 0.5 }, ['x for x in range(10)]\n']);
    expect(wrong.text).toBe(plain.text);
    expect(completions(server).length).toBeLessThan(2 * plain.tokens.length);
  });

  it('asks one stream where the other does not count', async () => {
    const { model, server } = await serve({ kind: 'openai' });
    const [code = ''] = CODES;
    for (const [gamma, signal] of [
      [0, false],
      [1, true],
    ] as const) {
      server.requests.length = 0;
      const { tokens } = await decode(model, code, { gamma });
      const prompts = completions(server).map(({ body }) => JSON.stringify(body));
      expect(prompts.every((prompt) => prompt.includes('# Candidate') === signal)).toBe(true);
      expect(prompts).toHaveLength(1);
      expect(tokens.every(({ onlyAsked }) => onlyAsked === (signal ? 'conditional' : 'plain'))).toBe(true);
    }
  });

  it('by the published rule lets no token win that one of the lists lacks', async () => {
    const published = await serve({ kind: 'fireworks' }, { kind: 'fireworks', missing: 'zero' });
    expect(published.model.description.endpoint).toEqual({
      server: 'fireworks',
      topCount: 5,
      missing: 'zero',
      tokens: 'text',
    });
    const { tokens } = await decode(published.model, CODES[1] ?? '', { gamma: 3 });
    for (const { id, top } of tokens) {
      const chosen = top.find((row) => row.id === id);
      expect(
        Math.min(chosen?.logP ?? Number.NEGATIVE_INFINITY, chosen?.logPc ?? Number.NEGATIVE_INFINITY),
      ).toBeGreaterThan(Number.NEGATIVE_INFINITY);
    }
  });

  it('takes what is given without asking, and goes on behind it', async () => {
    const { model, server } = await serve({ kind: 'vllm' });
    const [forced = []] = await model.encode(NEVER, ['n + 5']);
    const { tokens } = await decode(model, CODES[0] ?? '', { gamma: 1, forced });
    expect(tokens.slice(0, forced.length).map(({ id, source }) => ({ id, source }))).toEqual(
      forced.map((id) => ({ id, source: 'forced' })),
    );
    expect(completions(server)).toHaveLength(1);
    const sent = v.parse(v.object({ prompt: v.array(v.number()) }), completions(server)[0]?.body);
    expect(truth.model.decode(sent.prompt)).toContain('result = [n + 5');
  });

  it('asks for candidates in as many requests as the server’s slots make necessary', async () => {
    const { model, server } = await serve({ kind: 'llama.cpp' });
    const request = sampleRequest(truth.builtIn.codec, await model.openContext(), { count: 2 * SLOTS + 1 });
    const { candidates } = await model.sample(NEVER, request, () => undefined);
    expect(candidates.map(({ index }) => index)).toEqual(Array.from({ length: 2 * SLOTS + 1 }, (_, i) => i));
    expect(new Set(candidates.map(({ text }) => text)).size).toBeGreaterThan(1);
    expect(completions(server)).toHaveLength(3);
  });
});
