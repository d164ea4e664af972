/** The model client alone on a page, within reach of a test. */
import { ModelClient } from '../../../src/clients/model/model-client';
import type { DecodedLine, DecodeLineRequest, SampleRequest, TokenChoice } from '../../../src/guidance/ports';
import type { TokenId } from '../../../src/guidance/tokens';

const client = new ModelClient();
const signal = new AbortController().signal;
const STOP = { entryPoint: null, maxLines: 20, maxTokens: 40 };

export interface Texts {
  readonly head: string;
  readonly evidence: string;
  readonly tail: string;
  readonly code: string;
}

async function encode(texts: Texts): Promise<Record<keyof Texts, TokenId[]>> {
  const { head, evidence, tail, code } = texts;
  const [headIds = [], evidenceIds = [], tailIds = [], codeIds = []] = await client.encode(signal, [
    head,
    evidence,
    tail,
    code,
  ]);
  return { head: headIds, evidence: evidenceIds, tail: tailIds, code: codeIds };
}

const harness = {
  client,
  signal,

  /** One guided line, with everything that was reported. */
  async decode(
    texts: Texts,
    change: Partial<DecodeLineRequest>,
  ): Promise<{ line: DecodedLine; choices: TokenChoice[] }> {
    const { head, evidence, tail, code } = await encode(texts);
    const context = await client.openContext(signal);
    const choices: TokenChoice[] = [];
    const request: DecodeLineRequest = {
      context,
      plain: { prompt: [...head, ...tail], code },
      conditionalPrompt: [...head, ...evidence, ...tail],
      gamma: 2,
      forced: [],
      drafts: [],
      maxTokens: null,
      topCount: 5,
      topProbsMask: null,
      epsilon: null,
      stop: STOP,
      ...change,
    };
    const line = await client.decodeLine(signal, request, (choice) => choices.push(choice));
    await client.closeContext(context);
    return { line, choices };
  },

  async sampleRequest(texts: Texts, change: Partial<SampleRequest>): Promise<SampleRequest> {
    const { head, tail, code } = await encode(texts);
    return {
      context: await client.openContext(signal),
      prefix: { prompt: [...head, ...tail], code },
      count: 3,
      horizonLines: 1,
      temperature: 1,
      topP: 0.95,
      seed: 5,
      stop: STOP,
      ...change,
    };
  },
};

declare global {
  interface Window {
    modelHarness: typeof harness;
  }
}

window.modelHarness = harness;
