/**
 * An inference server for tests. What it computes is true, by whatever model it is given; what it tells of it is what the
 * kind of server tells that it stands for; and it fails in the way that a test asks for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { answerWith, type Fault } from './faults';
import { answerNative, askedNative } from './llama-cpp-layer';
import { answerOpenAi, asked, type Layer } from './openai-layer';
import type { TruthfulModel } from './truthful-model';

export type StandIn = 'openai' | 'vllm' | 'fireworks' | 'llama.cpp';

export interface TestServerOptions {
  readonly model: TruthfulModel;
  readonly kind: StandIn;
  /** Refuses every other key; null for no key. */
  readonly key?: string | null;
  readonly cors?: boolean;
  readonly echoes?: boolean;
  readonly several?: boolean;
  readonly keepsSeed?: boolean;
  readonly port?: number;
}

export interface TestServer {
  readonly url: string;
  readonly requests: { readonly path: string; readonly body: unknown; readonly authorization: string | null }[];
  /** Faults of the next completions, the first first; those after them are as they should be. */
  readonly faults: Fault[];
  /** Fault of every completion from now on. */
  always: Fault | null;
  /** Requests that are being answered, and the most that there were at once. */
  readonly load: { now: number; most: number };
  close(): Promise<void>;
}

/** What llama.cpp works on at a time; it refuses to write more completions of one prompt. */
export const SLOTS = 4;

const MOST: Readonly<Record<StandIn, number>> = { openai: 20, vllm: 20, fireworks: 5, 'llama.cpp': 100_000 };

export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const faults: Fault[] = [];
  const load = { now: 0, most: 0 };
  const state: { always: Fault | null } = { always: null };
  let draws = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (options.cors !== false) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'content-type, authorization');
    }
    if (request.method === 'OPTIONS') return response.writeHead(options.cors === false ? 404 : 204).end();
    const body = await bodyOf(request);
    requests.push({ path, body, authorization: request.headers.authorization ?? null });
    const { key = null } = options;
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) {
      return json(response, 401, {
        error: { message: `Incorrect API key provided: ${request.headers.authorization}` },
      });
    }
    const isCompletion = path === '/v1/completions' || path === '/completion';
    const fault = isCompletion ? (faults.shift() ?? state.always) : null;
    if (fault !== null && answerWith(fault, response)) return;
    const layer: Layer = {
      model: options.model,
      top: fault?.kind === 'fewer' ? fault.top : MOST[options.kind],
      tellsLists: fault?.kind !== 'no-logprobs',
      spoilTokens: fault?.kind === 'other-tokens',
      seedOf: (seed) => (options.keepsSeed === false ? ++draws : (seed ?? ++draws)),
    };
    if (path === '/v1/models') return json(response, 200, modelList(options));
    if (isCompletion) return answerCompletion(options, layer, path, body, response, fault);
    return json(response, ...other(options, path, body));
  };

  const server = createServer((request, response) => {
    response.shouldKeepAlive = false;
    load.most = Math.max(load.most, ++load.now);
    response.on('close', () => {
      load.now--;
    });
    handle(request, response).catch((thrown: unknown) => {
      if (!response.headersSent) json(response, 500, { error: { message: String(thrown) } });
    });
  });
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    faults,
    load,
    get always() {
      return state.always;
    },
    set always(fault) {
      state.always = fault;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answerCompletion(
  options: TestServerOptions,
  layer: Layer,
  path: string,
  body: unknown,
  response: ServerResponse,
  fault: Fault | null,
): Promise<unknown> {
  const isNative = path === '/completion';
  if (isNative !== (options.kind === 'llama.cpp')) return json(response, 404, { error: { message: 'File Not Found' } });
  const read = isNative ? v.safeParse(askedNative, body) : v.safeParse(asked, body);
  if (!read.success) return json(response, 400, { error: { message: read.issues[0].message } });
  const wanted = read.output;
  const refusal = refusalOf(options, wanted);
  if (refusal !== null) return json(response, 400, { error: { message: refusal } });
  const { whole, events } =
    'n_predict' in wanted ? await answerNative(layer, wanted) : await answerOpenAi(layer, wanted);
  if (!wanted.stream) {
    const text = JSON.stringify(whole);
    response.writeHead(200, { 'content-type': 'application/json' });
    if (fault?.kind !== 'cut') return response.end(text);
    response.write(text.slice(0, text.length / 2));
    await onItsWay();
    return response.destroy();
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const spoiledAt = Math.floor(events.length / 2);
  for (const [i, event] of events.entries()) {
    if (i === spoiledAt && fault?.kind === 'cut') {
      await onItsWay();
      return response.destroy();
    }
    if (i === spoiledAt && fault?.kind === 'error-event') {
      return response.end(`data: ${JSON.stringify({ error: { message: 'out of memory' } })}\n\n`);
    }
    if (response.destroyed) return;
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    await new Promise((next) => setImmediate(next));
  }
  return response.end(isNative ? '' : 'data: [DONE]\n\n');
}

/** What was written has left before the connection goes. */
function onItsWay(): Promise<void> {
  return new Promise((later) => setTimeout(later, 30));
}

function refusalOf(
  { kind, echoes = true, several = true }: TestServerOptions,
  wanted: v.InferOutput<typeof asked> | v.InferOutput<typeof askedNative>,
): string | null {
  if ('n_predict' in wanted) {
    const most = several ? SLOTS : 1;
    return wanted.n_cmpl > most ? `Field 'n_cmpl': Value must be between 1 <= value <= ${most}` : null;
  }
  if (wanted.logprobs > MOST[kind]) return `logprobs must be at most ${MOST[kind]}`;
  if (wanted.echo && !echoes) return 'echo is not supported';
  return wanted.n > 1 && !several ? 'only one completion is supported' : null;
}

function other({ model, kind }: TestServerOptions, path: string, body: unknown): [number, object] {
  const text = v.safeParse(v.object({ prompt: v.string() }), body);
  const content = v.safeParse(v.object({ content: v.string() }), body);
  const tokens = v.safeParse(v.object({ tokens: v.array(v.number()) }), body);
  if (kind === 'vllm' && path === '/tokenize' && text.success) {
    return [200, { tokens: model.encode(text.output.prompt), count: 0, max_model_len: 4096 }];
  }
  if (kind === 'vllm' && path === '/detokenize' && tokens.success) {
    return [200, { prompt: model.decode(tokens.output.tokens) }];
  }
  if (kind === 'llama.cpp' && path === '/tokenize' && content.success) {
    const ids = model.encode(content.output.content);
    const piece = (id: number) => {
      const whole = model.decode([id]);
      return whole.includes('\uFFFD') ? model.bytesOf(id) : whole;
    };
    return [200, { tokens: ids.map((id) => ({ id, piece: piece(id) })) }];
  }
  if (kind === 'llama.cpp' && path === '/props') {
    return [200, { default_generation_settings: { n_ctx: 4096 }, total_slots: SLOTS }];
  }
  return [404, { error: { message: 'Not Found' } }];
}

function modelList({ kind, model }: TestServerOptions): object {
  const id = 'tiny-coder';
  switch (kind) {
    case 'vllm':
      return { data: [{ id, owned_by: 'vllm', max_model_len: 4096 }] };
    case 'llama.cpp':
      return { data: [{ id, owned_by: 'llamacpp', meta: { n_vocab: model.vocabularySize } }] };
    case 'fireworks':
      return { data: [{ id, owned_by: 'fireworks', context_length: 4096 }] };
    case 'openai':
      return { data: [{ id, owned_by: 'someone' }] };
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString('utf8');
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
