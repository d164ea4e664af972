/** One verdict over a candidate's runs. */

import type { TestRun } from '../../guidance/ports';
import type { CandidateView } from '../../runs/run-view';
import { LIMIT_WORDS } from '../limits/limit-texts';
import { candidateVerdict, type Verdict } from '../shared/verdict';

export function candidateSummary(shown: CandidateView, testCount: number): Pick<Verdict, 'tone' | 'sign' | 'word'> {
  const { candidate, execution } = shown;
  if (execution === null) return { tone: 'open', sign: '…', word: 'waits to be run' };
  if (execution.duplicateOf !== null) {
    return { tone: 'open', sign: '=', word: `same program as candidate ${execution.duplicateOf + 1}` };
  }
  if (execution.executable.kind === 'refused') return { tone: 'stopped', sign: '■', word: 'no program' };
  const tones = execution.runs.map((run) => candidateVerdict(run.outcome, candidate.end, run.test).tone);
  const passed = tones.filter((tone) => tone === 'pass').length;
  const total = Math.max(testCount, tones.length);
  if (execution.passed) return { tone: 'pass', sign: '✓', word: total === 1 ? 'passes' : `passes all ${total}` };
  if (tones.length > 0 && tones.every((tone) => tone === 'open')) return { tone: 'open', sign: '…', word: 'open' };
  if (tones.length > 0 && tones.every((tone) => tone === 'stopped')) {
    return { tone: 'stopped', sign: '■', word: limitsMet(execution.runs) };
  }
  return { tone: 'fail', sign: '✗', word: `passes ${passed} of ${total}` };
}

/** Every test met a limit: often the same one. */
function limitsMet(runs: readonly TestRun[]): string {
  const words = new Set(runs.flatMap(({ outcome }) => (outcome.kind === 'limit' ? [LIMIT_WORDS[outcome.limit]] : [])));
  return [...words].join(', ');
}
