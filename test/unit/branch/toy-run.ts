/** Runs of the toy language that branches are made of. */
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { RunEvent } from '../../../src/guidance/events';
import type { RunInput } from '../../../src/guidance/run-frame';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { foldRun } from '../../../src/runs/run-view';
import { type ToyProgram, toyInterpreter, toyModel } from '../guidance/toy-language';

export const RIGHT = 'def f(x):\n    y = x\n    return y\n';
export const WRONG = 'def f(x):\n    y = 0\n    return y\n';
export const OTHER = 'def f(x):\n    z = 7\n    return z\n';
/** Plain decoding writes WRONG, the conditional stream RIGHT. */
export const PROGRAMS: readonly ToyProgram[] = [
  { text: WRONG, plain: 6, guided: 3 },
  { text: RIGHT, plain: 3, guided: 6 },
  { text: OTHER, plain: 1, guided: 1 },
];
export const PROBLEM: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return the argument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1', 'assert f(2) == 2'],
  hiddenTests: [],
  setup: '',
};

export const idsOf = (text: string) => [...text].map((c) => c.charCodeAt(0));

export async function toyRun(
  settings: Partial<AgentSettings> = {},
  { passes = RIGHT, ...input }: Partial<RunInput> & { passes?: string } = {},
) {
  const { model, calls } = toyModel(PROGRAMS);
  const events: RunEvent[] = [];
  await runAgent(new AbortController().signal, {
    model,
    interpreter: toyInterpreter(passes),
    problem: PROBLEM,
    agent: { ...DEFAULT_AGENT, candidates: 8, gamma: 3, ...settings },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
    ...input,
  });
  return { events, calls, model, view: foldRun(events) };
}
