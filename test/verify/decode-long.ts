/**
 * A run as long as the paper's: the prompt and every signal padded to a given length, so that what is counted is what the
 * engine forwards for such lengths. The words of the padding are the texts' own, again and again; the weights were not
 * trained on so much of them, and what they then write does not matter to a count.
 */
import * as ort from 'onnxruntime-web';
import type { LanguageModel } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { BUNDLED_PROBLEMS } from '../../src/problems/bundled';
import { type DecodeCosts, decodeCosts } from '../../src/runs/decode-costs';
import { Engine } from '../../workers/model/engine';
import { ModelSession } from '../../workers/model/session';
import { describeModel, loadCodec, readBuiltIn } from '../unit/model/built-in-model';
import { startRuntime } from '../unit/python/interpreter';
import { eventsOf, interpreterOf, modelOf } from './decode-harness';
import { withPositions } from './decode-longer-context';

/** Of one answer with its candidates, in tokens. */
const MOST_CODE = 600;

export interface Lengths {
  readonly promptTokens: number;
  readonly signalTokens: number;
}

/** Of the built-in model, whatever is measured beside it: another's answers may have no lines. */
export async function longRunCosts(problems: number, lengths: Lengths): Promise<DecodeCosts[]> {
  const contextLength = lengths.promptTokens + lengths.signalTokens + MOST_CODE;
  const session = await ModelSession.create(ort, withPositions(readBuiltIn(), contextLength), null);
  const engine = new Engine(describeModel(contextLength), session, loadCodec());
  const interpreter = interpreterOf(await startRuntime());
  const costs: DecodeCosts[] = [];
  for (const problem of BUNDLED_PROBLEMS.slice(0, problems)) {
    costs.push(decodeCosts(await eventsOf(padded(modelOf(engine), lengths), interpreter, problem)));
  }
  await engine.dispose();
  return costs;
}

/** The first call of a run encodes head, tail and opening of its prompt; each later one a signal. */
function padded(model: LanguageModel, { promptTokens, signalTokens }: Lengths): LanguageModel {
  let isPrompt = true;
  return {
    ...model,
    encode: async (signal, texts) => {
      const [first = [], ...rest] = await model.encode(signal, texts);
      const length = isPrompt ? promptTokens - (rest[0]?.length ?? 0) : signalTokens;
      isPrompt = false;
      return [repeated(first, length), ...rest];
    },
  };
}

function repeated(ids: readonly TokenId[], length: number): TokenId[] {
  return Array.from({ length: Math.max(length, ids.length) }, (_, i) => ids[i % ids.length] ?? 0);
}
