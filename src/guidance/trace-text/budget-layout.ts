/** Writes the parts that were taken, candidate by candidate, and what was left out below them. */
import { type BudgetPart, FIRST_STEP } from './budget-parts';
import type { LeftOut } from './budgeted';

export function layOut(parts: readonly BudgetPart[], taken: ReadonlySet<BudgetPart>, leftOut: LeftOut): string {
  const candidates = [...new Set(parts.map((part) => part.candidate))].sort((a, b) => a - b);
  const lines = candidates.flatMap((candidate) => {
    const own = [...taken].filter((part) => part.candidate === candidate);
    return own.length === 0 ? [] : [`candidate ${candidate + 1}`, ...runLines(parts, own)];
  });
  return [...lines, ...leftOutLines(leftOut)].map((line) => `${line}\n`).join('');
}

function runLines(parts: readonly BudgetPart[], own: readonly BudgetPart[]): string[] {
  const ordered = [...own].sort((a, b) => a.test - b.test || a.position - b.position);
  return ordered.flatMap((part, at) => {
    const before = ordered[at - 1];
    const lines = [part.text];
    // A test's parts follow its outcome; where that did not fit, its number has to stand alone.
    if (part.kind !== 'outcome' && before?.test !== part.test) lines.unshift(`test ${part.test + 1}`);
    if (part.kind === 'step') {
      const from = before?.test === part.test && before.kind === 'step' ? before.position + 1 : FIRST_STEP;
      const gap = from < part.position ? stepsBetween(parts, part, from, part.position) : 0;
      if (gap > 0) lines.unshift(`(${count(gap, 'step')} before not shown)`);
      if (ordered[at + 1]?.test !== part.test) {
        const rest = stepsBetween(parts, part, part.position + 1, Number.POSITIVE_INFINITY);
        if (rest > 0) lines.push(`(${count(rest, 'more step')} not shown)`);
      }
    }
    return lines;
  });
}

function stepsBetween(parts: readonly BudgetPart[], like: BudgetPart, from: number, to: number): number {
  return parts
    .filter(({ candidate, test, kind }) => kind === 'step' && candidate === like.candidate && test === like.test)
    .filter(({ position }) => position >= from && position < to)
    .reduce((sum, part) => sum + part.steps, 0);
}

function leftOutLines({ outcomes, states, outputs, steps, unrecorded }: LeftOut): string[] {
  const counts = [
    outcomes > 0 ? count(outcomes, 'outcome') : '',
    states > 0 ? `final state of ${count(states, 'run')}` : '',
    outputs > 0 ? `output of ${count(outputs, 'run')}` : '',
    steps > 0 ? count(steps, 'step') : '',
    unrecorded > 0 ? `${count(unrecorded, 'step')} that were not recorded` : '',
  ].filter((text) => text !== '');
  return counts.length === 0 ? [] : [`left out: ${counts.join(', ')}`];
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
