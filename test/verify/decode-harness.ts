/** The method over the built-in model and the Python runtime, both in Node: the engines themselves, no threads. */

import { type AgentSettings, DEFAULT_AGENT } from '../../src/guidance/agent';
import { runAgent } from '../../src/guidance/egcfg';
import type { RunEvent } from '../../src/guidance/events';
import type {
  DecodedLine,
  DecodeLineRequest,
  DecodePlan,
  Interpreter,
  LanguageModel,
  TokenChoice,
} from '../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../src/limits/sandbox-limits';
import { shownTest } from '../../src/problems/problem-test';
import type { Problem } from '../../src/problems/schema';
import type { Engine } from '../../workers/model/engine';
import { NEVER } from '../unit/model/built-in-model';
import type { RuntimeInNode } from '../unit/python/interpreter';

export function modelOf(engine: Engine): LanguageModel {
  return {
    description: engine.description,
    encode: async (_, texts) => engine.encode(texts),
    decode: async (_, ids) => engine.decode(ids),
    chatPrompt: async (_, turn) => engine.chatPrompt(turn),
    openContext: async () => engine.openContext(),
    closeContext: async (context) => engine.closeContext(context),
    sample: (signal, request, onCandidate) => engine.sample(signal, request, onCandidate),
    decodeLine: (signal, request, onToken) => engine.decodeLine(signal, request, onToken),
  };
}

export function interpreterOf(runtime: RuntimeInNode): Interpreter {
  return {
    makeExecutable: async (_, sources) => sources.map((source) => runtime.executable(source)),
    trace: async (_, program, tests, options) => tests.map((test) => runtime.trace(program, shownTest(test), options)),
    // Under the limits of a trace: a verdict is nothing that these proofs look at, and in the page it is a deadline that ends
    // an answer with an endless loop. Here nothing would.
    judge: async (_, program, tests, { setup }) =>
      tests.map((test) => runtime.trace(program, shownTest(test), { setup }).outcome),
  };
}

export interface RunChange {
  readonly agent?: Partial<AgentSettings>;
  readonly plan?: DecodePlan;
}

/** Every event of one run. Throws where the run fails. */
export async function eventsOf(
  model: LanguageModel,
  interpreter: Interpreter,
  problem: Problem,
  { agent = {}, plan }: RunChange = {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await runAgent(NEVER, {
    model,
    interpreter,
    problem,
    agent: { ...DEFAULT_AGENT, maxTokens: 160, ...agent },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
    ...(plan === undefined ? {} : { plan }),
  });
  const last = events.at(-1);
  if (last?.kind === 'run-failed') throw new Error(`${problem.id}: ${last.message}`);
  return events;
}

export interface Comparison {
  lines: number;
  tokens: number;
  decidedAgain: number;
  /** Lines whose tokens are not those of stepping. */
  readonly differing: string[];
  /** Largest difference of a reported log P or log Pc. */
  worst: number;
}

export function newComparison(): Comparison {
  return { lines: 0, tokens: 0, decidedAgain: 0, differing: [], worst: 0 };
}

/**
 * The model, which besides decodes every line a second time by stepping in a context of its own, and notes what differs.
 * So both decode from the same code, candidates and signals, and one difference does not make all that follows differ.
 */
export function comparedWithStepping(model: LanguageModel, comparison: Comparison): LanguageModel {
  const references = new Map<number, number>();
  return {
    ...model,
    openContext: async (signal) => {
      const context = await model.openContext(signal);
      references.set(context, await model.openContext(signal));
      return context;
    },
    closeContext: async (context) => {
      await model.closeContext(context);
      await model.closeContext(references.get(context) ?? 0);
    },
    decodeLine: async (signal, request, onToken) => {
      const tokens: TokenChoice[] = [];
      const line = await model.decodeLine(signal, request, (choice) => {
        tokens.push(choice);
        onToken(choice);
      });
      const stepped: TokenChoice[] = [];
      const context = references.get(request.context) ?? 0;
      const byStep: DecodeLineRequest = { ...request, context, decoding: 'stepping' };
      const reference = await model.decodeLine(signal, byStep, (choice) => stepped.push(choice));
      compare(comparison, { line, tokens }, { line: reference, tokens: stepped });
      return line;
    },
  };
}

interface Decoded {
  readonly line: DecodedLine;
  readonly tokens: readonly TokenChoice[];
}

function compare(comparison: Comparison, drafted: Decoded, stepped: Decoded): void {
  comparison.lines++;
  comparison.tokens += drafted.tokens.length;
  comparison.decidedAgain += drafted.tokens.filter((choice) => choice.decidedAgain === true).length;
  const [a, b] = [drafted, stepped].map(({ line, tokens }) => JSON.stringify([tokens.map(({ id }) => id), line.end]));
  if (a !== b) comparison.differing.push(`${a} instead of ${b}`);
  for (const [i, { top }] of drafted.tokens.entries()) {
    for (const { id, logP, logPc } of top) {
      const other = stepped.tokens[i]?.top.find((row) => row.id === id);
      if (other === undefined) continue;
      comparison.worst = Math.max(comparison.worst, Math.abs(logP - other.logP), Math.abs(logPc - other.logPc));
    }
  }
}
