/** The documented API of an ExecEval server: POST /api/execute_code. */
import * as v from 'valibot';

/** As the server names them. */
export const EXEC_OUTCOMES = [
  'PASSED',
  'WRONG_ANSWER',
  'TIME_LIMIT_EXCEEDED',
  'RUNTIME_ERROR',
  'COMPILATION_ERROR',
  'MEMORY_LIMIT_EXCEEDED',
] as const;
export type ExecOutcome = (typeof EXEC_OUTCOMES)[number];

export interface ExecJob {
  readonly language: 'Python 3';
  readonly source_code: string;
  readonly unittests: readonly { readonly input: string; readonly output: readonly string[] }[];
  /** Names of getrlimit; seconds and bytes. */
  readonly limits: { readonly nofile: number; readonly cpu: number; readonly _as: number };
  /** Without -OO, which the server adds by itself and which takes all asserts away. */
  readonly execute_flags: string;
  readonly block_network: true;
  readonly stop_on_first_fail: false;
}

/** One for each unit test, in their order. */
const reply = v.object({
  data: v.array(
    v.object({
      exec_outcome: v.picklist(EXEC_OUTCOMES),
      /** What the program printed, or the error's text. */
      result: v.nullish(v.union([v.string(), v.array(v.string())])),
    }),
  ),
});

export interface ExecResult {
  readonly outcome: ExecOutcome;
  readonly result: string;
}

/** null for anything else than so many results. */
export function readExecReply(json: unknown, count: number): ExecResult[] | null {
  const parsed = v.safeParse(reply, json);
  if (!parsed.success || parsed.output.data.length !== count) return null;
  return parsed.output.data.map(({ exec_outcome: outcome, result }) => ({
    outcome,
    result: typeof result === 'string' ? result : (result?.join('\n') ?? ''),
  }));
}
