/**
 * The results that the paper and its repository publish (arXiv 2506.10948, version 2, and the tables of the repository's
 * README), as they stand there. They were measured by others with other models and are never mixed with ours.
 *
 * "Solved" is counted in another way there: each figure is the union over up to 48 configurations and four strengths, and
 * on MBPP the tests that choose among them are the tests that score them.
 */
export interface PublishedRow {
  readonly model: string;
  readonly method: string;
  /** In percent, one for each benchmark of the table; null where none is given. */
  readonly accuracy: readonly (number | null)[];
  /** Relative success rate in percent as it is printed. */
  readonly rsr: readonly (number | null)[];
}

export interface PublishedTable {
  readonly title: string;
  readonly benchmarks: readonly string[];
  readonly rows: readonly PublishedRow[];
}

export const PAPER = { name: 'arXiv 2506.10948', url: 'https://arxiv.org/abs/2506.10948' } as const;

const V3 = 'DeepSeek-V3-0324';

export const PUBLISHED_TABLES: readonly PublishedTable[] = [
  {
    title: 'MBPP and MBPP-ET',
    benchmarks: ['MBPP', 'MBPP-ET'],
    rows: [
      row('DeepSeek-Coder 1.3B', 'baseline', [49.4, 42.6], [0, 0]),
      row('DeepSeek-Coder 1.3B', 'EG-CFG', [83.2, 59.8], [66.79, 29.96]),
      row(V3, 'baseline', [82.8, 64.8], [0, 0]),
      row(V3, 'EG-CFG', [96.6, 73.0], [80.23, 23.3]),
      row('GPT-4o', 'LPW', [84.4, 65.3], [null, null]),
      row('Claude-Sonnet-3.5', 'QualityFlow', [94.2, null], [null, null]),
      row('GPT-4', 'MetaGPT', [87.7, null], [null, null]),
    ],
  },
  {
    title: 'HumanEval and HumanEval-ET',
    benchmarks: ['HumanEval', 'HumanEval-ET'],
    rows: [
      row(V3, 'baseline', [82.92, 79.2], [0, 0]),
      row(V3, 'EG-CFG', [99.4, 89.02], [94.04, 47.21]),
      row(V3, 'MapCoder', [96.95, 81.7], [81.88, 12.02]),
      row(V3, 'MGDebugger', [87.2, 81.09], [25.39, 9.44]),
      row(V3, 'LPW', [95.12, 84.74], [68.02, 26.89]),
      row('GPT-4o', 'LPW', [98.2, 84.8], [null, null]),
    ],
  },
  {
    title: 'CodeContests',
    benchmarks: ['CodeContests'],
    rows: [
      row(V3, 'baseline', [41.81], [0]),
      row(V3, 'EG-CFG', [60.6], [32.29]),
      row(V3, 'MapCoder', [50.3], [14.59]),
      row('GPT-4o', 'LPW', [34.7], [null]),
      row('GPT-4o', 'LDB', [29.3], [null]),
      row('GPT-4', 'CodeSim', [29.1], [null]),
      row('GPT-4', 'MapCoder', [28.5], [null]),
      row('GPT-3.5 Turbo', 'CodeSim', [16.4], [null]),
      row('GPT-3.5 Turbo', 'MapCoder', [12.7], [null]),
      row('MoTCoder-15B', 'MoTCoder', [26.34], [null]),
    ],
  },
  {
    title: 'DS-1000',
    benchmarks: ['DS-1000'],
    rows: [
      row(V3, 'baseline', [38.9], [0]),
      row(V3, 'EG-CFG', [69.9], [50.73]),
      row('GPT-4', 'CONLINE', [68.0], [null]),
      row('GPT-4', 'baseline', [60.2], [null]),
      row('GPT-3.5 Turbo', 'SelfEvolve', [57.1], [null]),
    ],
  },
];

function row(
  model: string,
  method: string,
  accuracy: readonly (number | null)[],
  rsr: readonly (number | null)[],
): PublishedRow {
  return { model, method, accuracy, rsr };
}

/** What the printed accuracies give, in percent: (accuracy − baseline) / (100 − baseline). Null without a baseline. */
export function recomputedRsr({ rows }: PublishedTable, of: PublishedRow, benchmark: number): number | null {
  const baseline = rows.find(({ model, method }) => model === of.model && method === 'baseline')?.accuracy[benchmark];
  const accuracy = of.accuracy[benchmark];
  if (baseline === undefined || baseline === null || accuracy === undefined || accuracy === null) return null;
  return (100 * (accuracy - baseline)) / (100 - baseline);
}

/** Printed and recomputed may differ by rounding; beyond this they do not go together. */
export const RSR_TOLERANCE = 0.05;

/** Figures that do not follow from the accuracies beside them. */
export function inconsistencies(table: PublishedTable): { row: PublishedRow; benchmark: string; from: number }[] {
  return table.rows.flatMap((one) =>
    table.benchmarks.flatMap((benchmark, i) => {
      const printed = one.rsr[i] ?? null;
      const from = recomputedRsr(table, one, i);
      return printed === null || from === null || Math.abs(printed - from) <= RSR_TOLERANCE
        ? []
        : [{ row: one, benchmark, from }];
    }),
  );
}
