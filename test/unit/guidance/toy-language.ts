/**
 * A language of a few programs, for tests of what settings do: the model knows nothing but these texts and how likely
 * each is, one character per token, with one weight as long as its prompt has no signal and another when it has one. It
 * samples and guides with the real arithmetic.
 */
import { type EndReason, findCodeEnd, lineCount, type StopRule } from '../../../src/guidance/line';
import type {
  DecodeLineRequest,
  Interpreter,
  LanguageModel,
  SampledCandidate,
  SampleRequest,
  TestOutcome,
} from '../../../src/guidance/ports';
import { seededRandom } from '../../../src/guidance/rng';
import { chooseToken } from '../../../workers/model/choice';
import { nucleusOf, pick } from '../../../workers/model/draw';

export interface ToyProgram {
  readonly text: string;
  readonly plain: number;
  readonly guided: number;
}

export interface ToyCalls {
  readonly samples: SampleRequest[];
  readonly lines: DecodeLineRequest[];
  open: number;
}

const END = 0;
const VOCABULARY = 128;
const encodeText = (text: string) => [...text].map((c) => c.charCodeAt(0));
const decodeIds = (ids: readonly number[]) => String.fromCharCode(...ids);

export function toyModel(programs: readonly ToyProgram[], contextLength = 100_000) {
  const calls: ToyCalls = { samples: [], lines: [], open: 0 };
  const logitsAfter = (code: string, guided: boolean): Float32Array => {
    const weights = new Float64Array(VOCABULARY);
    for (const { text, ...weight } of programs) {
      if (!text.startsWith(code)) continue;
      const next = text.length === code.length ? END : text.charCodeAt(code.length);
      weights[next] = (weights[next] ?? 0) + (guided ? weight.guided : weight.plain);
    }
    if (weights.every((weight) => weight === 0)) weights[END] = 1;
    return Float32Array.from(weights, Math.log);
  };
  const model: LanguageModel = {
    description: {
      id: 'toy',
      weightsSha256: '',
      device: 'wasm',
      deviceReason: '',
      vocabularySize: VOCABULARY,
      contextLength,
      endTokens: [END],
      promptStyle: 'built-in',
      selfCheck: { maxLogitDifference: 0, passed: true },
    },
    encode: async (_, texts) => texts.map(encodeText),
    chatPrompt: async () => null,
    decode: async (_, ids) => decodeIds(ids),
    openContext: async () => ++calls.open,
    closeContext: async () => {
      calls.open--;
    },
    sample: async (signal, request, onCandidate) => {
      signal.throwIfAborted();
      calls.samples.push(request);
      const candidates = Array.from({ length: request.count }, (_, index) => sampled(request, index));
      for (const candidate of candidates) onCandidate(candidate);
      const forwardedTokens = candidates.reduce((sum, { ids }) => sum + ids.length, 0);
      return { candidates, cost: { forwardedTokens, sessionRuns: 1 } };
    },
    decodeLine: async (signal, request, onToken) => {
      calls.lines.push(request);
      const code = decodeIds(request.plain.code);
      const ids: number[] = [];
      const end = () => endOf(code, ids, request.stop) ?? (ids.length >= (request.maxTokens ?? 1e9) ? 'horizon' : null);
      for (let done = end(); ; done = end()) {
        signal.throwIfAborted();
        if (done !== null) return { ids, end: done, cost: { forwardedTokens: ids.length, sessionRuns: ids.length } };
        const so = code + decodeIds(ids);
        const { choice } = chooseToken(
          { textOf: (id) => (id === END ? '' : decodeIds([id])) },
          {
            plain: logitsAfter(so, false),
            conditional: request.conditionalPrompt === null ? null : logitsAfter(so, true),
          },
          request,
          request.forced[ids.length] ?? null,
          null,
        );
        onToken(choice);
        const { id } = choice;
        if (id === END) {
          return { ids, end: 'end-token', cost: { forwardedTokens: ids.length, sessionRuns: ids.length } };
        }
        ids.push(id);
      }
    },
  };
  const sampled = (request: SampleRequest, index: number): SampledCandidate => {
    const random = seededRandom(request.seed, index);
    const code = decodeIds(request.prefix.code);
    const ids: number[] = [];
    for (;;) {
      const text = decodeIds(ids);
      const ended = findCodeEnd(code + text, request.stop)?.reason ?? null;
      const cut = request.horizonLines !== null && lineCount(text) >= request.horizonLines ? 'horizon' : null;
      const end = ended ?? cut;
      if (end !== null) return { index, ids, text, end };
      const id = pick(nucleusOf(logitsAfter(code + text, false), request.temperature, request.topP), random());
      if (id === END) return { index, ids, text, end: 'end-token' };
      ids.push(id);
    }
  };
  return { model, calls };
}

function endOf(code: string, ids: readonly number[], stop: StopRule): EndReason | null {
  const text = code + decodeIds(ids);
  const end = findCodeEnd(text, stop);
  if (end !== null) return end.reason;
  if (code.length + ids.length >= stop.maxTokens) return 'token-limit';
  return lineCount(text) > lineCount(code) ? 'line' : null;
}

/** Passes the one right program; an unfinished one gives None. What ran shows one step and its locals. */
export function toyInterpreter(right: string, outcomes: Partial<Record<string, TestOutcome>> = {}): Interpreter {
  const outcome = (program: string): TestOutcome => {
    const special = outcomes[program.trim()];
    if (special !== undefined) return special;
    if (program.trim() === right.trim()) return { kind: 'passed', got: '1' };
    return { kind: 'failed', got: program.includes('return') ? '0' : 'None' };
  };
  return {
    makeExecutable: async (_, sources) =>
      sources.map((code) => {
        const whole = /\n\s+\S/.test(code) ? code : `${code}    pass\n`;
        return { kind: 'executable', code: whole, normalised: whole.trim() };
      }),
    trace: async (_, program, tests) =>
      tests.map((test) => ({
        test,
        outcome: outcome(program),
        finalLocals: [['n', '1']],
        steps: [
          { event: 'call', line: 1, scope: 'f', depth: 1, changed: [['x', { value: '1', type: 'int' }]], result: null },
          { event: 'line', line: 2, scope: 'f', depth: 1, changed: [], result: null },
          { event: 'return', line: 2, scope: 'f', depth: 1, changed: [], result: '1' },
        ],
        stepCount: 3,
        stdout: '',
      })),
    judge: async (_, program, tests) => tests.map(() => outcome(program)),
  };
}
