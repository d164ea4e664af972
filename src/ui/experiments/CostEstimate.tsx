import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ResultRow } from '../../experiments/result-row';
import { armName } from '../../experiments/run-id';
import type { Desk } from '../app/desk';
import { counted, grouped } from '../shared/numbers';
import { duration } from './duration';

interface CostEstimateProps {
  readonly desk: Desk;
  readonly arms: readonly string[];
  readonly problems: number;
  readonly seeds: number;
}

/** What it will take, told from the runs that this browser has stored; before there are any, it says so. */
export function CostEstimate({ desk, arms, problems, seeds }: CostEstimateProps) {
  const known = useSignal<readonly ResultRow[]>([]);
  const list = desk.experiments.list.value;
  useEffect(() => {
    let current = true;
    void desk.experiments.someRows().then((rows) => {
      if (current) known.value = rows;
    });
    return () => {
      current = false;
    };
  }, [list]);
  const runs = arms.length * problems * seeds;
  if (runs === 0) return null;
  const base = `${counted(problems, 'problem')} × ${counted(seeds, 'seed')} × ${counted(arms.length, 'arm')} = ${counted(runs, 'run')}`;
  const any = meanOf(known.value, () => true);
  if (any === null) {
    return <p class="hint">{base}. What they take is not known before this browser has run some.</p>;
  }
  const means = arms.map((arm) => meanOf(known.value, (row) => armName(row) === arm) ?? any);
  const total = means.reduce((sum, mean) => ({
    seconds: sum.seconds + mean.seconds,
    tokens: sum.tokens + mean.tokens,
  }));
  const cells = problems * seeds;
  return (
    <p class="hint">
      {base}: about {duration(total.seconds * cells)} on one lane and {grouped(Math.round(total.tokens * cells))}{' '}
      forwarded tokens, as far as the runs stored in this browser tell.
    </p>
  );
}

function meanOf(rows: readonly ResultRow[], of: (row: ResultRow) => boolean) {
  const some = rows.filter((row) => row.error === null && of(row));
  if (some.length === 0) return null;
  const sum = (value: (row: ResultRow) => number) => some.reduce((total, row) => total + value(row), 0) / some.length;
  return { seconds: sum((row) => row.seconds), tokens: sum((row) => row.forwardedTokens) };
}
