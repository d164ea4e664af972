/** The report's own tables, for a document. Every figure with its interval and n; the legends say what they are of. */
import type { Table } from '../experiments/metrics';
import { winner } from './equal-cost';
import type { Curve, Report, SetReport, StrategyRow } from './report-schema';
import {
  CONTROL_WORDS,
  differenceText,
  intervalText,
  percentText,
  shareText,
  strategyWords,
  UNIT_WORDS,
  VERDICT_WORDS,
} from './words';

const INTERVALS = 'Percentages with 95 % Wilson intervals over problems.';
const PAIRED =
  "in percentage points, on the same problems; 95 % intervals of paired proportions by Newcombe's method 10 (1998)";

export function mainTableOf({ rows }: SetReport): Table {
  return table(
    [
      'strategy',
      'n',
      'solved',
      'both',
      'over greedy',
      'gained',
      'lost',
      'RSR',
      'tokens',
      'session runs',
      'seconds',
      'errors',
    ],
    rows.map((row) => [
      strategyWords(row.id, row.name),
      String(row.n),
      ...outcomes(row),
      ...costs(row),
      String(row.errors),
    ]),
    `solved: every visible test passes. both: every hidden test too. ${INTERVALS} over greedy: difference ${PAIRED}. ` +
      'gained, lost: problems that the strategy alone, and greedy alone, solves. RSR: the part gained of what greedy ' +
      'leaves unsolved, in percent; 95 % interval of 10,000 paired bootstrap resamples, seed 1. Costs are means per problem.',
  );
}

function outcomes({ solved, both, over, rsr }: StrategyRow): string[] {
  return [
    shareText(solved),
    shareText(both),
    differenceText(over?.difference ?? null),
    over === null ? '' : String(over.gained),
    over === null ? '' : String(over.lost),
    rsr === null ? '' : intervalText(rsr),
  ];
}

function costs({ tokens, sessionRuns, seconds }: Pick<StrategyRow, 'tokens' | 'sessionRuns' | 'seconds'>): string[] {
  return [tokens.toFixed(0), sessionRuns.toFixed(0), seconds.toFixed(2)];
}

export function targetTable({ targets }: Pick<Report, 'targets'>): Table {
  return {
    ...table(
      ['what was asked', 'goal', 'measured, %', 'verdict'],
      targets.map(({ words, goal, value, verdict }) => [words, goal, intervalText(value), VERDICT_WORDS[verdict]]),
      'Set before the training; computed by the command that writes this. "Met" without more: the whole interval is on ' +
        'the right side.',
    ),
    alignment: ['left', 'left', 'right', 'left'],
  };
}

export function hiddenTable({ sets }: Pick<Report, 'sets'>): Table {
  return {
    ...table(
      ['problems', 'strategy', 'pass the visible tests', 'of these the hidden ones too', 'count'],
      sets.flatMap((set) =>
        set.rows.flatMap(({ id, name, hiddenOfSolved }) =>
          hiddenOfSolved === null
            ? []
            : [
                [
                  set.title,
                  strategyWords(id, name),
                  String(hiddenOfSolved.total),
                  shareText(hiddenOfSolved),
                  `${hiddenOfSolved.count} of ${hiddenOfSolved.total}`,
                ],
              ],
        ),
      ),
      `Answers that pass every visible test, and of those the ones that pass every hidden test. ${INTERVALS}`,
    ),
    alignment: ['left', 'left', 'right', 'right', 'right'],
  };
}

export function curveTable({ setting, points }: Curve): Table {
  return {
    ...table(
      [setting === 'gamma' ? 'γ' : 's', 'n', 'solved', 'both', 'tokens', 'session runs', 'seconds'],
      points.map((point) => [
        String(point.at),
        String(point.n),
        shareText(point.solved),
        shareText(point.both),
        ...costs(point),
      ]),
      `The other settings are those of the one agent, and all points have the same problems. ${INTERVALS}`,
    ),
    alignment: Array<'right'>(7).fill('right'),
  };
}

export function costTable({ unit, at, curves }: Report['costs'][number]): Table {
  return {
    ...table(
      [UNIT_WORDS[unit], ...curves.map(({ name }) => name)],
      at.map((cost, i) => [
        String(cost),
        ...curves.map(({ shares }) => {
          const share = shares[i];
          return share === undefined ? '' : shareText(share);
        }),
      ]),
      `Percent of the problems that are solved at no more than so many ${UNIT_WORDS[unit]} each. ${INTERVALS}`,
    ),
    alignment: ['right', ...curves.map(() => 'right' as const)],
  };
}

export function equalCostTable({ equalCost }: Pick<Report, 'equalCost'>): Table {
  return {
    ...table(
      ['guidance', 'equal', 'n', 'guidance solves', 'sampling solves', 'guidance over sampling', 'spent', 'wins'],
      equalCost.map((line) => [
        strategyWords(line.against, line.against),
        UNIT_WORDS[line.unit],
        String(line.n),
        shareText(line.guided),
        shareText(line.sampled),
        `${differenceText(line.pair.difference)}; ${line.pair.gained} against ${line.pair.lost}`,
        `${line.guidedCost} against ${line.sampledCost}`,
        { guidance: 'guidance', sampling: 'sampling', neither: 'cannot be told' }[winner(line)],
      ]),
      'Sampling may spend on each problem what guidance spent on that very problem, stops at the first sample that ' +
        'passes the visible tests, and has at most 256 samples. A call that crosses the line is finished. ' +
        `${INTERVALS} Differences ${PAIRED}; behind them, problems that the one alone solves. spent: means per problem.`,
    ),
    alignment: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
  };
}

export function controlTable({ controls }: Pick<Report, 'controls'>): Table {
  return table(
    [
      'control',
      'n',
      'solved',
      'over greedy',
      'kept of the gain, %',
      'guidance over it',
      'guidance alone',
      'control alone',
      'tokens',
    ],
    (controls?.lines ?? []).map((line) => [
      CONTROL_WORDS[line.control],
      String(line.n),
      shareText(line.solved),
      differenceText(line.over.difference),
      line.kept === null ? 'cannot be told' : intervalText(line.kept),
      differenceText(line.guidance.difference),
      String(line.guidance.gained),
      String(line.guidance.lost),
      line.tokens.toFixed(0),
    ]),
    `${INTERVALS} Differences ${PAIRED}. kept: the control's gain over greedy as a part of guidance's; 95 % interval of ` +
      '10,000 paired bootstrap resamples, seed 1. guidance alone, control alone: problems that only the one solves.',
  );
}

export function lineStartTable({ lineStarts }: Pick<Report, 'lineStarts'>): Table {
  const counted = (share: { count: number; total: number } | null) =>
    share === null ? '' : `${share.count} of ${share.total}`;
  return table(
    ['line starts where', 'gamma', 'n', 'plain right', 'rescue', 'rescued', 'keep', 'kept'],
    (lineStarts?.lines ?? []).map((line) => [
      line.passing ? 'a candidate passes' : 'none passes',
      line.gamma === null ? '1 (Pc)' : String(line.gamma),
      String(line.n),
      shareText(line.plainRight),
      shareText(line.rescue),
      counted(line.rescue),
      shareText(line.keep),
      counted(line.keep),
    ]),
    'Right: the line is the first of a candidate that passes every visible test; where none passes, it is the ' +
      "reference's. Percentages with 95 % Wilson intervals over line starts; those of one problem are not independent, so " +
      'the intervals are a little too narrow.',
  );
}

export function weightsTable({ weights }: Pick<Report, 'weights'>): Table {
  return {
    ...table(
      ['problems', 'strategy', 'n', 'old weights solve', 'new weights solve', 'new over old', 'gained', 'lost'],
      (weights?.lines ?? []).map((line) => [
        line.set,
        line.strategy,
        String(line.n),
        shareText(line.old),
        shareText(line.new),
        differenceText(line.pair.difference),
        String(line.pair.gained),
        String(line.pair.lost),
      ]),
      `The same problems, settings and seed. ${INTERVALS} Differences ${PAIRED}.`,
    ),
    alignment: ['left', 'left', ...Array<'right'>(6).fill('right')],
  };
}

export function triedTables({ agents, sampling, chosen }: NonNullable<Report['development']>): Table[] {
  const lines = (tried: typeof agents) =>
    tried.map(({ agent, solved, tokens }) => [
      `\`${agent}\``,
      String(solved.total),
      shareText(solved),
      tokens.toFixed(0),
    ]);
  const legend = INTERVALS;
  return [
    { ...table(['agent', 'n', 'solved', 'tokens'], lines(agents), legend), title: 'Agents tried' },
    {
      ...table(['sampling settings of best of N', 'n', 'solved', 'tokens'], lines(sampling), legend),
      title: 'Sampling tried',
    },
    {
      ...table(
        ['team, in the order in which it was put together', 'solved together'],
        chosen.team.map(({ agent, solvedTogether }) => [`\`${agent}\``, shareText(solvedTogether)]),
        `Each agent is the one that solves most of what those before it left. ${INTERVALS}`,
      ),
      title: 'The team',
    },
  ];
}

/** In words, for a sentence. */
export function gainWords(row: StrategyRow | undefined): string {
  return row?.rsr ? `${percentText(row.rsr.value, 0)} %` : 'not measured';
}

function table(header: string[], lines: string[][], legend: string): Table {
  return { title: '', header, lines, alignment: ['left', ...header.slice(1).map(() => 'right' as const)], legend };
}
