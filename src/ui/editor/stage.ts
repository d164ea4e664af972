/** What is going on at a moment of a run that has not ended, and how far it is. */
import { refreshIsDue, samplesCandidates } from '../../guidance/refresh-rule';
import type { LineView, RunView } from '../../runs/run-view';
import { counted } from '../shared/numbers';

export interface Stage {
  /** `writing`: tokens come, which everybody sees; during all others nothing moves by itself. */
  readonly kind: 'reading' | 'sampling' | 'running' | 'judging' | 'writing';
  readonly words: string;
  /** 0 to 1; null where it is not counted. */
  readonly fraction: number | null;
}

export function stageOf(view: RunView): Stage {
  if (view.codeEnd !== null) return judging(view);
  const line = view.lines.at(-1);
  if (line === undefined) return { kind: 'reading', words: 'Reading the problem', fraction: null };
  const name = `Line ${line.line + 1}`;
  const writing: Stage = { kind: 'writing', words: `${name}: writing`, fraction: null };
  const { length } = line.candidates;
  if (length === 0) {
    return isSampling(view, line)
      ? { kind: 'sampling', words: `${name}: sampling candidates`, fraction: null }
      : writing;
  }
  const count = view.started?.strategy.kind === 'egcfg' ? view.started.agent.candidates : length;
  const executed = line.candidates.filter(({ execution }) => execution !== null).length;
  if (executed === 0 && length < count) {
    return { kind: 'sampling', words: `${name}: sampling ${counted(count, 'candidate')}`, fraction: length / count };
  }
  if (executed === length) return writing;
  return {
    kind: 'running',
    words: `${name}: running ${counted(length, 'candidate')}`,
    fraction: executed / length,
  };
}

function judging({ started, visible, hidden }: RunView): Stage {
  const tests = (started?.problem.visibleTests.length ?? 0) + (started?.problem.hiddenTests.length ?? 0);
  const judged = (visible?.length ?? 0) + (hidden?.length ?? 0);
  // A suite is told of when all of it is judged.
  const fraction = judged === 0 || tests === 0 ? null : judged / tests;
  return { kind: 'judging', words: `Running ${counted(tests, 'test')} on the answer`, fraction };
}

/** Whether the moment before the line's first token, or before its candidates, is spent on sampling. */
function isSampling({ started, lines }: RunView, line: LineView): boolean {
  if (started === null || line.end !== null) return false;
  const { agent, strategy } = started;
  if (strategy.kind === 'best-of-n') return true;
  if (
    strategy.kind !== 'egcfg' ||
    !line.guided ||
    line.tokens.length > 0 ||
    line.partial !== null ||
    !samplesCandidates(agent)
  )
    return false;
  return refreshIsDue(agent, {
    atLineStart: true,
    guidedLines: lines.filter((before) => before !== line && before.guided).length,
    hasSignal: line.signal !== null,
    // Under a persistent prefix nobody can say before it happens; the line then begins with what is at hand.
    held: line.signal === null ? null : [''],
    written: '',
  });
}
