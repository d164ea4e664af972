/** What the figures mean, in sentences that the figures decide. */
import { winner } from './equal-cost';
import {
  CURVE_N,
  type Curve,
  type EqualCost,
  FEWEST_N,
  MAIN_N,
  type Report,
  type ReportInterval,
  type SetReport,
  type Share,
} from './report-schema';
import { percentText, shortDifference, shortInterval, shortShare, UNIT_WORDS } from './words';

/** Null where the main rows have as many problems as a report is asked to have. */
export function sizeWarning({ sets }: Pick<Report, 'sets'>): string | null {
  const n = sets.find(({ id }) => id === 'held-out')?.rows.find(({ id }) => id === 'greedy')?.n ?? 0;
  if (n < FEWEST_N) {
    return `Only ${n} problems were run for the main rows: this shows the form of the report and measures nothing.`;
  }
  return n < MAIN_N ? `Only ${n} problems were run for the main rows, where ${MAIN_N} are asked for.` : null;
}

export function setSentences({ rows }: SetReport): string[] {
  const row = (id: string) => rows.find((one) => one.id === id);
  const [greedy, one, team, sampled] = ['greedy', 'egcfg', 'agents', 'best-of-n'].map(row);
  if (greedy === undefined || one === undefined) return [];
  const sentences = [
    `Written plainly, ${outOfTen(greedy.solved)} programs pass their visible tests; with one agent that looks at ` +
      `executions while it writes, ${outOfTen(one.solved)}.`,
    comparison(one.over?.difference ?? null),
  ];
  if (team?.rsr) {
    const where = team.n === greedy.n ? '' : `, on the first ${team.n} problems`;
    sentences.push(
      `Up to eight agents gain ${shortInterval(team.rsr)} of what plain decoding leaves unsolved${where}.`,
    );
  }
  if (sampled !== undefined) {
    sentences.push(
      `Writing ten whole programs and keeping the first that passes solves ${shortShare(sampled.solved)}, ` +
        `at ${tokensBeside(sampled.tokens, one.tokens)} the one agent.`,
    );
  }
  return sentences;
}

function comparison(difference: { value: number; low: number; high: number } | null): string {
  if (difference === null) return '';
  const shown = `${shortDifference(difference)}, interval in brackets`;
  if (difference.low > 0) return `The difference, ${shown}, is more than chance.`;
  if (difference.high < 0) return `The difference, ${shown}, is a loss, and more than chance.`;
  return `The difference, ${shown}, may be chance.`;
}

export function equalCostSentence(line: EqualCost): string {
  const cost = UNIT_WORDS[line.unit];
  const who = line.against === 'agents' ? 'the team of agents' : 'one agent';
  const { difference } = line.pair;
  const wins = winner(line);
  switch (wins) {
    case 'guidance':
      return `At equal ${cost}, ${who} solves more than sampling and filtering: ${shortDifference(difference)}.`;
    case 'sampling':
      return `At equal ${cost}, sampling and filtering solves more than ${who}: ${shortDifference(turned(difference))}.`;
    case 'neither':
      return `At equal ${cost}, ${who} and sampling cannot be told apart: ${shortDifference(difference)}.`;
    default:
      return wins satisfies never;
  }
}

function turned({ value, low, high }: ReportInterval): ReportInterval {
  return { value: -value, low: -high, high: -low };
}

/** What the best point of a curve is, and whether its neighbours can be told from it. */
export function curveSentence({ setting, points }: Curve): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const best = rest.reduce((a, b) => (b.solved.value > a.solved.value ? b : a), first);
  const name = setting === 'gamma' ? 'γ' : 's';
  const few = best.n < CURVE_N ? ` Only ${best.n} problems each, where ${CURVE_N} are asked for.` : '';
  return `Most is solved at ${name} = ${best.at}: ${shortShare(best.solved)}.${few}`;
}

/** `6 of 10`, for who does not think in percents. */
function outOfTen({ value }: Share): string {
  const tenths = 10 * value;
  return tenths > 0 && tenths < 1 ? `${percentText(value, 0)} of 100` : `${Math.round(tenths)} of 10`;
}

function tokensBeside(tokens: number, others: number): string {
  const ratio = tokens / Math.max(1, others);
  if (ratio > 0.9 && ratio < 1.1) return 'about as many tokens as';
  const shown = (ratio < 1 ? 1 / ratio : ratio).toPrecision(2);
  return ratio < 1 ? `${shown} times fewer tokens than` : `${shown} times as many tokens as`;
}
