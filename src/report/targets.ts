/** What was asked of the built-in model before it was trained, and whether it is met; computed, not judged. */
import type { Report, ReportInterval, SetId, Share, StrategyId, Target } from './report-schema';

type Measured = Pick<Report, 'sets' | 'controls'> & {
  /** Gain on freely worded problems over the gain on held-out ones. */
  readonly freeKeeps: ReportInterval | null;
};

const ONE_AGENT_RSR = 0.4;
const TEAM_RSR = 0.67;
const SWAPPED_KEEPS = 1 / 3;
const HIDDEN_PASS = 0.95;
const FREE_KEEPS = 0.5;

export function targets(measured: Measured): Target[] {
  const row = (set: SetId, id: StrategyId) =>
    measured.sets.find((one) => one.id === set)?.rows.find((one) => one.id === id);
  const control = (name: string) => measured.controls?.lines.find((line) => line.control === name);
  const hidden = (id: StrategyId) => row('held-out', id)?.hiddenOfSolved ?? null;
  return [
    atLeast(
      'one-agent',
      'One agent: of what greedy decoding leaves unsolved on held-out problems, gained',
      ONE_AGENT_RSR,
      {
        value: row('held-out', 'egcfg')?.rsr,
      },
    ),
    atLeast('team', 'Up to 8 agents: of what greedy decoding leaves unsolved on held-out problems, gained', TEAM_RSR, {
      value: row('held-out', 'agents')?.rsr,
    }),
    {
      ...below('swapped', 'With traces swapped between candidates, kept of the gain', SWAPPED_KEEPS, {
        value: control('swapped-traces')?.kept,
      }),
      goal: 'less than a third',
    },
    {
      ...atLeast('passing-line', 'Guidance over taking the line of a passing candidate, percentage points solved', 0, {
        value: control('passing-line')?.guidance.difference,
        strictly: true,
      }),
      goal: 'more than 0',
    },
    atLeast(
      'hidden-one',
      'One agent: of answers that pass the visible tests, those that pass the hidden ones',
      HIDDEN_PASS,
      {
        value: asInterval(hidden('egcfg')),
      },
    ),
    atLeast(
      'hidden-team',
      'Up to 8 agents: of answers that pass the visible tests, those that pass the hidden ones',
      HIDDEN_PASS,
      {
        value: asInterval(hidden('agents')),
      },
    ),
    atLeast('free', "Freely worded problems: of one agent's gain on held-out problems, kept", FREE_KEEPS, {
      value: measured.freeKeeps,
    }),
  ];
}

interface Given {
  readonly value: ReportInterval | null | undefined;
  readonly strictly?: boolean;
}

function atLeast(id: string, words: string, goal: number, { value, strictly = false }: Given): Target {
  const reaches = (one: number) => (strictly ? one > goal : one >= goal);
  return judged(id, words, `at least ${percent(goal)} %`, value ?? null, reaches, (known) => known.low);
}

function below(id: string, words: string, goal: number, { value }: Given): Target {
  return judged(
    id,
    words,
    `below ${percent(goal)} %`,
    value ?? null,
    (one) => one < goal,
    (known) => known.high,
  );
}

/**
 * Met beyond chance where the interval's worse end reaches the goal too; missed narrowly where the figure in whole
 * percents would reach it.
 */
function judged(
  id: string,
  words: string,
  goal: string,
  value: ReportInterval | null,
  reaches: (one: number) => boolean,
  worse: (known: ReportInterval) => number,
): Target {
  if (value === null) return { id, words, goal, value, verdict: 'not-measured' };
  if (!reaches(value.value)) {
    const shown = Math.round(100 * value.value) / 100;
    return { id, words, goal, value, verdict: reaches(shown) ? 'missed-narrowly' : 'missed' };
  }
  return { id, words, goal, value, verdict: reaches(worse(value)) ? 'met' : 'met-within-chance' };
}

function asInterval(share: Share | null): ReportInterval | null {
  return share === null ? null : { value: share.value, low: share.low, high: share.high };
}

function percent(value: number): string {
  return String(Math.round(100 * value));
}
