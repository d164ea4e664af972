/** pass@k of sampled programs, averaged over problems. */
import type { ResultRow } from '../result-row';
import { armsOf, problemsOf } from './arms';
import { rate } from './main-table';
import { passAtK } from './pass-at-k';
import type { Table } from './table';

/** None without samples. */
export function passAtKTables(rows: readonly ResultRow[]): Table[] {
  const lines = armsOf(rows.filter(({ samples }) => samples)).flatMap(({ name, rows: group }) => {
    const n = Math.min(...group.map(({ samples }) => samples?.of ?? 0));
    const ks = [...new Set([1, 2, 5, 10, n])].filter((k) => k > 0 && k <= n).sort((a, b) => a - b);
    return ks.map((k) => [
      name,
      String(k),
      String(problemsOf(group).size),
      rate(group, ({ samples }) => (samples ? passAtK(samples.of, samples.passing, k) : 0)),
    ]);
  });
  if (lines.length === 0) return [];
  return [
    {
      title: 'pass@k of the samples',
      header: ['samples of', 'k', 'n', 'pass@k'],
      lines,
      alignment: ['left', 'right', 'right', 'right'],
      legend: 'The chance that one of k samples passes every visible test, estimated without bias from all samples.',
    },
  ];
}
