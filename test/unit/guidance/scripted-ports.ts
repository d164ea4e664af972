/**
 * Ports for testing the loop alone: a language model that writes a given text one character per token, another text
 * when its prompt holds a signal, and an interpreter that compares texts. Engines are tested elsewhere, for real.
 */
import { type EndReason, findCodeEnd, lineCount } from '../../../src/guidance/line';
import type {
  DecodeLineRequest,
  Interpreter,
  LanguageModel,
  SampledCandidate,
  TestOutcome,
  TokenChoice,
} from '../../../src/guidance/ports';

const END = 0;

export interface Script {
  /** What the plain stream writes. */
  readonly plain: string;
  /** What the conditional stream writes once it has read a signal. */
  readonly guided: string;
  /** Whole programs that sampling proposes at every line. */
  readonly proposals: readonly string[];
}

export interface Calls {
  samples: number;
  lines: DecodeLineRequest[];
  openContexts: number;
}

const encodeText = (text: string) => [...text].map((c) => c.codePointAt(0) ?? END);
const decodeIds = (ids: readonly number[]) => String.fromCodePoint(...ids);

export function scriptedModel(script: Script, calls: Calls): LanguageModel {
  return {
    description: {
      id: 'scripted',
      weightsSha256: '',
      device: 'wasm',
      deviceReason: '',
      vocabularySize: 0x11_0000,
      contextLength: 10_000,
      endTokens: [END],
      promptStyle: 'built-in',
      selfCheck: { maxLogitDifference: 0, passed: true },
    },
    encode: async (_, texts) => texts.map(encodeText),
    decode: async (_, ids) => decodeIds(ids),
    chatPrompt: async () => null,
    openContext: async () => {
      calls.openContexts++;
      return 1;
    },
    closeContext: async () => {
      calls.openContexts--;
    },
    sample: async (signal, request, onCandidate) => {
      calls.samples++;
      const code = decodeIds(request.prefix.code);
      const candidates: SampledCandidate[] = [];
      for (const [index, proposal] of script.proposals.slice(0, request.count).entries()) {
        signal.throwIfAborted();
        if (!proposal.startsWith(code)) continue;
        const text = proposal.slice(code.length);
        const candidate: SampledCandidate = { index, ids: encodeText(text), text, end: 'end-token' };
        onCandidate(candidate);
        candidates.push(candidate);
      }
      return { candidates, cost: { forwardedTokens: request.count, sessionRuns: 1 } };
    },
    decodeLine: async (signal, request, onToken) => {
      calls.lines.push(request);
      const code = decodeIds(request.plain.code);
      const guided = request.conditionalPrompt !== null && request.gamma > 0;
      const text = guided && script.guided.startsWith(code) ? script.guided : script.plain;
      const ids: number[] = [];
      let end: EndReason = 'end-token';
      for (const id of encodeText(text.slice(code.length))) {
        signal.throwIfAborted();
        ids.push(id);
        onToken(choiceOf(id));
        const now = code + decodeIds(ids);
        const codeEnd = findCodeEnd(now, request.stop);
        if (codeEnd !== null) {
          end = codeEnd.reason;
          break;
        }
        if (lineCount(now) > lineCount(code)) {
          end = 'line';
          break;
        }
      }
      return { ids, end, cost: { forwardedTokens: ids.length, sessionRuns: ids.length } };
    },
  };
}

function choiceOf(id: number): TokenChoice {
  return {
    id,
    text: String.fromCodePoint(id),
    top: [],
    logNormaliser: 0,
    entropyP: 0,
    entropyPc: 0,
    entropyG: 0,
    klGuidedFromPlain: 0,
    source: 'step',
  };
}

/** A program passes when it is `solution`, up to trailing blanks. */
export function comparingInterpreter(solution: string): Interpreter {
  const outcome = (program: string): TestOutcome =>
    program.trim() === solution.trim() ? { kind: 'passed', got: '1' } : { kind: 'failed', got: '0' };
  return {
    makeExecutable: async (_, sources) =>
      sources.map((code) =>
        code.includes('?')
          ? { kind: 'refused', reason: 'invalid syntax' }
          : { kind: 'executable', code, normalised: code.trim() },
      ),
    trace: async (_, program, tests) =>
      tests.map((test) => ({
        test,
        outcome: outcome(program),
        finalLocals: [['n', '1']],
        steps: [],
        stepCount: 0,
        stdout: '',
      })),
    judge: async (_, program, tests) => tests.map(() => outcome(program)),
  };
}
