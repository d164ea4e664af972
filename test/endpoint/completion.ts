/** Completions of a truthful model: what a server computes, before it is put into one server's form. */
import { seededRandom } from '../../src/guidance/rng';
import type { TokenId } from '../../src/guidance/tokens';
import { nucleusOf, pick } from '../../workers/model/draw';
import { likeliest, type TruthfulModel } from './truthful-model';

export interface Asked {
  readonly ids: readonly TokenId[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
  readonly seed: number;
  readonly index: number;
  readonly stop: readonly string[];
  readonly top: number;
}

export interface Told {
  readonly id: TokenId;
  readonly logprob: number | null;
  readonly top: readonly { readonly id: TokenId; readonly logprob: number }[] | null;
}

export interface Completed {
  readonly tokens: readonly Told[];
  /** Without an end token and what a stop text cut. */
  readonly text: string;
  readonly finish: 'stop' | 'length';
}

export async function complete(model: TruthfulModel, asked: Asked): Promise<Completed> {
  const random = seededRandom(asked.seed, asked.index);
  const tokens: Told[] = [];
  const written: TokenId[] = [];
  while (tokens.length < asked.maxTokens) {
    const [logits] = await model.logits([...asked.ids, ...written], asked.ids.length + written.length);
    if (logits === undefined) throw new Error('The model gave no logits');
    const { top, of } = likeliest(logits, Math.max(1, asked.top));
    const greedy = top[0]?.id ?? 0;
    const id = asked.temperature === 0 ? greedy : pick(nucleusOf(logits, asked.temperature, asked.topP), random());
    tokens.push({ id, logprob: of(id), top: asked.top === 0 ? null : top });
    if (id === model.endToken) return { tokens, text: model.decode(written), finish: 'stop' };
    written.push(id);
    const text = model.decode(written);
    const at = asked.stop.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
    if (at.length > 0) return { tokens, text: text.slice(0, Math.min(...at)), finish: 'stop' };
  }
  return { tokens, text: model.decode(written), finish: 'length' };
}

/** The text's own tokens with what comes in their place, as an echo has them. */
export async function echoed(model: TruthfulModel, ids: readonly TokenId[], top: number): Promise<Told[]> {
  const logits = ids.length > 1 ? await model.logits(ids, 1) : [];
  return ids.map((id, i) => {
    const before = i === 0 ? undefined : logits[i - 1];
    if (before === undefined) return { id, logprob: null, top: null };
    const { top: listed, of } = likeliest(before, top);
    // As OpenAI's form has it: the text's own token is added to the best.
    const own = listed.some((one) => one.id === id) ? [] : [{ id, logprob: of(id) }];
    return { id, logprob: of(id), top: [...listed, ...own] };
  });
}
