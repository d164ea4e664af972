/**
 * Judging on an ExecEval server: programs of the answer go there, candidates are traced in this page as always. A suite
 * that such a server cannot judge is judged here.
 */

import type { Transport } from '../../endpoint/transport';
import { readExecReply } from '../../execeval/api';
import { jobsFor, outcomeOf } from '../../execeval/jobs';
import type { CancelSignal } from '../../guidance/cancellation';
import { PlaygroundError } from '../../guidance/failure';
import type { Interpreter, TestOutcome } from '../../guidance/ports';
import { DEFAULT_LIMITS } from '../../limits/sandbox-limits';

const PATH = '/api/execute_code';

export interface JudgeOptions {
  readonly transport: Transport;
  /** A word that no program can know beforehand. */
  readonly word?: () => string;
}

/** The interpreter with its judging done elsewhere. */
export function judgedElsewhere(here: Interpreter, options: JudgeOptions): Interpreter {
  return {
    judgedBy: 'execeval',
    makeExecutable: (...call) => here.makeExecutable(...call),
    trace: (...call) => here.trace(...call),
    judge: async (signal, program, tests, context) => {
      const jobs = jobsFor(program, tests, context, options.word ?? (() => crypto.randomUUID()));
      if (jobs === null) return here.judge(signal, program, tests, context);
      const outcomes: (TestOutcome | undefined)[] = tests.map(() => undefined);
      await Promise.all(
        jobs.map(async ({ job, tests: answered, word }) => {
          const results = readExecReply(
            await options.transport.json(signal, { path: PATH, body: job }),
            answered.length,
          );
          if (results === null) throw notExecEval(options.transport.host);
          for (const [i, index] of answered.entries()) {
            const [result, test] = [results[i], tests[index]];
            if (result !== undefined && test !== undefined) outcomes[index] = outcomeOf(result, test, word);
          }
        }),
      );
      return outcomes.map((outcome) => outcome ?? { kind: 'bad-test', message: 'The server gave no outcome for it.' });
    },
  };
}

/** Rejects unless the server tells an assert that holds from one that does not. */
export async function checkJudge(signal: CancelSignal, transport: Transport): Promise<void> {
  const tests = ['assert f() == 1', 'assert f() == 2'];
  const context = { setup: '', limits: DEFAULT_LIMITS };
  const judge = judgedElsewhere(NOBODY, { transport });
  const outcomes = await judge.judge(signal, 'def f():\n    return 1', tests, context);
  if (outcomes[0]?.kind === 'passed' && outcomes[1]?.kind === 'failed') return;
  const said = outcomes.map((one) => ('message' in one ? `${one.kind}: ${one.message}` : one.kind)).join('; ');
  throw new PlaygroundError({
    code: 'endpoint-wrong',
    message: `The server does not judge as it should: of an assert that holds and one that does not it says ${said}.`,
    advice:
      'It needs Python 3 and must take execute_flags, since asserts do nothing under -OO. Look at its config.yaml.',
  });
}

/** The check asks for nothing that is done here. */
const NOBODY: Interpreter = {
  makeExecutable: async () => [],
  trace: async () => [],
  judge: async () => [],
};

function notExecEval(host: string): PlaygroundError {
  return new PlaygroundError({
    code: 'endpoint-wrong',
    message: `${host} answers, but not as an ExecEval server does.`,
    advice:
      'Check host and port: it is the address before /api/execute_code, http://localhost:5000 where nothing else was said.',
  });
}
