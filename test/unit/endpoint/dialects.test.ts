import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../src/endpoint/capabilities';
import { DIALECTS } from '../../../src/endpoint/dialects';
import type { CompletionRequest } from '../../../src/endpoint/reply';
import { CallCost, EndpointServer } from '../../../src/endpoint/server';
import { SpendingMeter } from '../../../src/endpoint/spending';
import { StreamReader } from '../../../src/endpoint/stream-reader';
import { textPieces } from '../../../src/endpoint/text-pieces';
import { HASHED_FROM, Vocabulary } from '../../../src/endpoint/vocabulary';
import { NEVER } from '../model/built-in-model';

const REQUEST: CompletionRequest = {
  prompt: { kind: 'text', text: 'a' },
  maxTokens: 4,
  temperature: 0,
  topP: 1,
  seed: 3,
  count: 1,
  stop: [],
  top: 5,
  echo: 8,
  stream: false,
};

describe('replies', () => {
  it('are read in the old form, with ids, and with parts of characters', () => {
    const { choices, usage } = DIALECTS.openai.read({
      model: 'm',
      usage: { prompt_tokens: 7, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } },
      choices: [
        {
          text: 'é',
          finish_reason: 'length',
          logprobs: {
            tokens: ['token_id:42', 'bytes:\\xc3'],
            token_logprobs: [null, -1],
            top_logprobs: [null, { 'bytes:\\xc3': -1, ' x': -2 }],
          },
        },
      ],
    });
    expect(usage).toEqual({ input: 7, output: 2, cached: 4 });
    const [first, second] = choices[0]?.tokens ?? [];
    expect(first).toMatchObject({ piece: { id: 42 }, logprob: null, top: null });
    expect(second?.piece).toMatchObject({ id: null, bytes: [0xc3] });
    expect(second?.top?.map(({ logprob }) => logprob)).toEqual([-1, -2]);
  });

  it('are read in the newer form, and anything else is told as what it is', () => {
    const content = [
      {
        token: ' a',
        logprob: -0.5,
        token_id: 9,
        bytes: [32, 97],
        top_logprobs: [{ token: ' a', logprob: -0.5, token_id: 9 }],
      },
    ];
    const { choices } = DIALECTS.fireworks.read({ choices: [{ text: ' a', logprobs: { content } }] });
    expect(choices[0]?.tokens[0]).toEqual({
      piece: { text: ' a', id: 9, bytes: [32, 97] },
      logprob: -0.5,
      top: [{ piece: { text: ' a', id: 9, bytes: null }, logprob: -0.5 }],
    });
    expect(() => DIALECTS.openai.read({ object: 'chat.completion', choices: 3 })).toThrow(/another form than expected/);
    expect(() => DIALECTS['llama.cpp'].read('hello')).toThrow(/another form than expected/);
  });

  it('of llama.cpp have a probability of zero as none', () => {
    const [choice] = DIALECTS['llama.cpp'].read({
      content: 'a',
      stop: true,
      stop_type: 'eos',
      completion_probabilities: [
        {
          id: 1,
          token: 'a',
          logprob: 0,
          top_logprobs: [
            { id: 1, token: 'a', logprob: 0 },
            { id: 2, token: 'b', logprob: -3.4e38 },
          ],
        },
      ],
    }).choices;
    expect(choice).toMatchObject({ text: 'a', finish: 'stop' });
    expect(choice?.tokens[0]?.top?.[1]?.logprob).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('requests', () => {
  it('say to each server what it understands', () => {
    expect(DIALECTS.fireworks.complete('m', REQUEST)).toMatchObject({
      path: '/v1/completions',
      body: { logprobs: 5, echo: true, echo_last: 8 },
    });
    expect(DIALECTS.vllm.complete('m', { ...REQUEST, prompt: { kind: 'ids', ids: [1, 2] } })).toMatchObject({
      body: { prompt: [1, 2], return_tokens_as_token_ids: true, add_special_tokens: false },
    });
    // Without a sampler of its own llama.cpp would draw at random.
    expect(DIALECTS['llama.cpp'].complete('m', REQUEST)).toMatchObject({
      path: '/completion',
      body: { samplers: ['top_k'], top_k: 1, n_probs: 5, cache_prompt: true },
    });
    expect(DIALECTS['llama.cpp'].complete('m', { ...REQUEST, temperature: 0.8, count: 3 })).toMatchObject({
      body: { samplers: ['temperature', 'top_p'], n_cmpl: 3 },
    });
  });
});

describe('the vocabulary', () => {
  it('puts parts of characters together, and names tokens without ids by their text', () => {
    const vocabulary = new Vocabulary();
    const parts = [0xc3, 0xa9].map((byte, i) => vocabulary.learn({ text: '\uFFFD', id: i, bytes: [byte] }));
    expect(vocabulary.decode(parts)).toBe('é');
    expect(vocabulary.decode(parts.slice(0, 1))).toBe('\uFFFD');
    const id = vocabulary.learn({ text: ' x', id: null, bytes: null });
    expect(id).toBeGreaterThanOrEqual(HASHED_FROM);
    expect(new Vocabulary().learn({ text: ' x', id: null, bytes: null })).toBe(id);
    expect(Number.isSafeInteger(id)).toBe(true);
    expect(vocabulary.decode([id, 999])).toBe(' x');
    const many = new Set(
      Array.from({ length: 20_000 }, (_, i) => vocabulary.learn({ text: `t${i}`, id: null, bytes: null })),
    );
    expect(many.size).toBe(20_000);
  });

  it.each(['', 'def f(x):\n\treturn "naïve — ünïcödé 漢字 🙂"\r\n', '  \n\n   x'])(
    '%j in pieces is itself again',
    (text) => {
      expect(textPieces(text).join('')).toBe(text);
    },
  );
});

describe('a server that tells only the last part of a character', () => {
  it('is not believed about that place: the character’s first token is the tokenizer’s', async () => {
    const vocabulary = new Vocabulary();
    const capabilities: Capabilities = {
      server: 'llama.cpp',
      model: 'm',
      top: 5,
      askedTop: 5,
      promptLists: false,
      several: true,
      mostAtOnce: null,
      streams: true,
      seed: true,
      tokens: 'ids',
      begin: [],
      contextLength: 100,
      vocabularySize: null,
      fingerprint: '',
    };
    // As llama.cpp has it: the first byte's token is chosen, and only the second is told, with the list behind the first.
    const last = { id: 2, token: '\uFFFD', bytes: [0xa9], logprob: -0.01 };
    const answers: Record<string, unknown> = {
      '/completion': {
        content: 'é',
        stop: true,
        stop_type: 'limit',
        completion_probabilities: [{ ...last, top_logprobs: [last] }],
      },
      '/tokenize': {
        tokens: [
          { id: 1, piece: [0xc3] },
          { id: 2, piece: [0xa9] },
        ],
      },
    };
    const transport = {
      host: 'h',
      json: async (_: unknown, { path }: { path: string }) => answers[path],
      events: async () => {},
    };
    const parts = { transport, dialect: DIALECTS['llama.cpp'], model: 'm', vocabulary, meter: new SpendingMeter() };
    const reader = new StreamReader(new EndpointServer(parts, capabilities), [7], 5);
    await reader.ahead(NEVER, [], 1, new CallCost());
    expect(reader.after([])?.likeliest).toBe(1);
    expect(reader.after([])?.distribution.listed.has(2)).toBe(false);
  });
});
