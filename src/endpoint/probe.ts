/**
 * Finding out what a server can do, by a handful of requests of a few tokens each. Nothing is believed that it says of
 * itself, except its kind, its models and how much it reads.
 */
import * as v from 'valibot';
import type { CancelSignal } from '../guidance/cancellation';
import { PlaygroundError } from '../guidance/failure';
import type { TokenId } from '../guidance/tokens';
import type { Capabilities } from './capabilities';
import type { ServerKind } from './dialects/dialect';
import { noLists, otherTokens, wrongAddress } from './failures';
import { kindByList, type ListedModel, readModelList } from './models-list';
import type { Choice, CompletionRequest, EndpointPrompt } from './reply';
import { CallCost, EndpointServer, type ServerParts } from './server';
import type { Transport } from './transport';

/** Short, plain, and with a continuation that is not quite certain. */
const QUESTION = 'def add(a, b):\n    return a';
const MOST_LISTS = [5, 1];

const llamaProps = v.looseObject({
  default_generation_settings: v.looseObject({ n_ctx: v.number() }),
  total_slots: v.optional(v.pipe(v.number(), v.minValue(1))),
});

/** What is behind an address: its models and its kind. */
export async function lookAtServer(
  signal: CancelSignal,
  transport: Transport,
): Promise<{ readonly models: readonly ListedModel[]; readonly kind: ServerKind }> {
  const json = await transport.json(signal, { path: '/v1/models' });
  const models = readModelList(json);
  if (models === null) throw wrongAddress(transport.host, '/v1/models', 'no list of models came');
  const kind = kindByList(transport.host, models);
  if (kind !== null) return { models, kind };
  if (v.is(llamaProps, await orNull(signal, transport.json(signal, { path: '/props' })))) {
    return { models, kind: 'llama.cpp' };
  }
  return { models, kind: 'openai' };
}

/**
 * `wantedTop`: how many of the likeliest tokens to ask for; what is usual for the kind of server where it is null.
 * `onStep` hears in words what is being asked. Rejects where the server cannot be used at all.
 */
export async function probe(
  signal: CancelSignal,
  parts: ServerParts,
  listed: ListedModel | null,
  wantedTop: number | null,
  onStep: (words: string) => void,
): Promise<Capabilities> {
  return new Probe(signal, parts, listed, wantedTop, onStep).run();
}

class Probe {
  private readonly server: EndpointServer;
  private readonly spent = new CallCost();

  constructor(
    private readonly signal: CancelSignal,
    private readonly parts: ServerParts,
    private readonly listed: ListedModel | null,
    private readonly wantedTop: number | null,
    private readonly onStep: (words: string) => void,
  ) {
    this.server = new EndpointServer(parts, null);
  }

  async run(): Promise<Capabilities> {
    const { parts, listed } = this;
    const { dialect, model, transport } = parts;
    this.onStep('Asking for a completion with log-probabilities');
    const { choice, top, askedTop } = await this.lists();
    this.checkSpelling(choice);
    this.onStep('Asking how it tokenises');
    const tokens = await this.tokens(choice, top);
    this.onStep('Asking for a prompt’s own log-probabilities');
    const promptLists = dialect.echoes && (await this.echoes(top));
    this.onStep('Asking for two completions, twice with one seed');
    const { several, seed } = await this.several();
    this.onStep('Asking for a stream');
    const streams = await this.streams();
    const props =
      dialect.kind === 'llama.cpp' ? await orNull(this.signal, transport.json(this.signal, { path: '/props' })) : null;
    const told = v.is(llamaProps, props) ? props : null;
    const written = choice.tokens.map(({ piece }) => piece.text).join('|');
    return {
      server: dialect.kind,
      model,
      top,
      askedTop,
      promptLists,
      several,
      mostAtOnce: told?.total_slots ?? null,
      streams,
      seed,
      tokens: tokens === null ? 'text' : 'ids',
      begin: tokens?.begin ?? [],
      contextLength: told?.default_generation_settings.n_ctx ?? listed?.contextLength ?? null,
      vocabularySize: listed?.vocabularySize ?? null,
      fingerprint: hash(`${dialect.kind} ${model} ${tokens?.question.join() ?? ''} ${written}`),
    };
  }

  /** As many of the likeliest as it lists; servers that refuse a number are asked for fewer. */
  private async lists(): Promise<{ choice: Choice; top: number; askedTop: number }> {
    const { dialect } = this.parts;
    const most = this.wantedTop ?? dialect.mostTop;
    const asked = [most, ...MOST_LISTS.filter((count) => count < most)];
    for (const [i, count] of asked.entries()) {
      try {
        const choice = await this.one({ maxTokens: 4, top: count });
        const first = choice.tokens[0];
        if (first === undefined || first.top === null || first.top.length === 0) throw noLists(dialect.name);
        const plausible = first.top.every(({ logprob }) => logprob <= 1e-6);
        if (!plausible) throw otherTokens('what it calls log-probabilities is above 0');
        return { choice, top: Math.min(first.top.length, count), askedTop: count };
      } catch (thrown) {
        const isLast = i === asked.length - 1;
        if (isLast || !(thrown instanceof PlaygroundError) || thrown.failure.code !== 'endpoint-refused') throw thrown;
      }
    }
    throw noLists(dialect.name);
  }

  private checkSpelling({ tokens, text, finish }: Choice): void {
    const { vocabulary } = this.server;
    const ids = tokens.map(({ piece }) => vocabulary.learn(piece));
    const all = vocabulary.decode(ids);
    if (all === text || all.includes('\uFFFD')) return;
    if (finish === 'stop' && vocabulary.decode(ids.slice(0, -1)) === text) return;
    throw otherTokens(`put together they are “${all}”, and the text is “${text}”`);
  }

  /** Whether texts can be sent as ids: the same question in ids has to have the same answer. */
  private async tokens(
    asText: Choice,
    top: number,
  ): Promise<{ readonly question: readonly TokenId[]; readonly begin: readonly TokenId[] } | null> {
    const { signal, server } = this;
    if (asText.tokens.some(({ piece }) => piece.id === null)) return null;
    const question = await orNull(signal, server.tokenize(signal, QUESTION));
    const special = await orNull(signal, server.tokenize(signal, QUESTION, true));
    if (question === null || special === null || server.vocabulary.decode(question) !== QUESTION) return null;
    const begin = special.slice(0, Math.max(0, special.length - question.length));
    const prompt: EndpointPrompt = { kind: 'ids', ids: [...begin, ...question] };
    const asIds = await orNull(signal, this.one({ prompt, maxTokens: 1, top }));
    const [a, b] = [asText.tokens[0], asIds?.tokens[0]];
    const same = a !== undefined && b !== undefined && a.piece.id === b.piece.id && isNear(a.logprob, b.logprob);
    return same ? { question, begin } : null;
  }

  private async echoes(top: number): Promise<boolean> {
    const choice = await orNull(this.signal, this.one({ maxTokens: 1, top, echo: 8 }));
    if (choice === null) return false;
    // The question's tokens and one more, and each but a text's first with a list.
    const { tokens } = choice;
    return tokens.length > 4 && tokens.slice(-4).every((token) => token.top !== null && token.top.length > 0);
  }

  private async several(): Promise<{ several: boolean; seed: boolean }> {
    const ask = async (count: number) => {
      const request = this.request({ maxTokens: 8, temperature: 1, seed: 7, count });
      return this.server.complete(this.signal, request, this.spent);
    };
    const texts = (reply: Awaited<ReturnType<typeof ask>> | null) => reply?.choices.map(({ text }) => text) ?? [];
    const first = texts(await orNull(this.signal, ask(2)));
    const several = first.length === 2;
    const count = several ? 2 : 1;
    const before = several ? first : texts(await ask(1));
    const again = texts(await ask(count));
    return { several, seed: before.join('\n') === again.join('\n') };
  }

  private async streams(): Promise<boolean> {
    let parts = 0;
    const asking = this.server.stream(this.signal, this.request({ maxTokens: 3, top: 1 }), this.spent, {
      onBegin: () => {
        parts = 0;
      },
      onPart: () => {
        parts++;
        return 'more';
      },
    });
    await orNull(this.signal, asking);
    return parts > 1;
  }

  private async one(change: Partial<CompletionRequest>): Promise<Choice> {
    const { choices } = await this.server.complete(this.signal, this.request(change), this.spent);
    const [choice] = choices;
    if (choice === undefined) throw otherTokens('a completion came without a text');
    return choice;
  }

  private request(change: Partial<CompletionRequest>): CompletionRequest {
    return {
      prompt: { kind: 'text', text: QUESTION },
      maxTokens: 1,
      temperature: 0,
      topP: 1,
      seed: null,
      count: 1,
      stop: [],
      top: 0,
      echo: 0,
      stream: false,
      ...change,
    };
  }
}

/** What a server does not offer it refuses in many ways; only what concerns all requests is thrown on. */
async function orNull<T>(signal: CancelSignal, asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (thrown) {
    signal.throwIfAborted();
    const code = thrown instanceof PlaygroundError ? thrown.failure.code : null;
    if (code === 'endpoint-key' || code === 'endpoint-busy' || code === 'endpoint-silent') throw thrown;
    return null;
  }
}

/** The same network in the same place, read in another way. */
function isNear(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) < 0.1;
}

function hash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of new TextEncoder().encode(text)) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
