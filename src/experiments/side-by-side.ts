/** Runs of one problem beside each other: what each had written when so many tokens were forwarded, and where they part. */
import type { RunEvent } from '../guidance/events';
import { foldRun, type RunView } from '../runs/run-view';

/**
 * Forwarded tokens at each event, rising. Runs count at the end of a line and of the run; between two counts the events
 * are spread evenly, since nothing says how much each of them cost.
 */
export function costsOfEvents(events: readonly RunEvent[]): number[] {
  const costs: number[] = [];
  let counted = 0;
  let since = 0;
  for (const [i, event] of events.entries()) {
    if (event.kind !== 'line-finished' && event.kind !== 'run-finished') continue;
    const now = Math.max(counted, event.cost.forwardedTokens);
    const steps = i - since + 1;
    for (let j = since; j <= i; j++) costs[j] = counted + ((now - counted) * (j - since + 1)) / steps;
    counted = now;
    since = i + 1;
  }
  while (costs.length < events.length) costs.push(counted);
  return costs;
}

/** The run as far as it had come with so many tokens. */
export function viewAt(events: readonly RunEvent[], costs: readonly number[], tokens: number): RunView {
  const next = costs.findIndex((cost) => cost > tokens);
  return foldRun(next < 0 ? events : events.slice(0, next));
}

/** What stands in a lane: the answer so far, or the newest sample while whole programs are written. */
export function shownCode(view: RunView): string {
  if (view.codeEnd !== null || view.code !== '') return view.code;
  const newest = view.lines.at(-1)?.candidates.at(-1)?.candidate.text;
  if (newest === undefined) return '';
  const entryPoint = view.started?.problem.entryPoint ?? null;
  const opening = entryPoint === null || /^\s*def /.test(newest) ? '' : `def ${entryPoint}`;
  return /^[ \t]/.test(newest) ? newest : opening + newest;
}

/** A place in a lane's code: from where it is its own, up to the end of the token there, and the line around it. */
export interface Parting {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/**
 * Where the code of each run first differs from the first run's; for the first one the earliest such place. Null where
 * they are the same.
 */
export function partings(runs: readonly (readonly RunEvent[])[]): (Parting | null)[] {
  return partingsOf(runs.map(foldRun));
}

/** The same of runs that are folded already. */
export function partingsOf(views: readonly RunView[]): (Parting | null)[] {
  const [first = ''] = views.map(({ code }) => code);
  const at = views.map(({ code }) => firstDifference(first, code));
  const others = at.slice(1).filter((place) => place !== null);
  const earliest = others.length === 0 ? null : Math.min(...others);
  return views.map((view, i) => {
    const from = i === 0 ? earliest : (at[i] ?? null);
    return from === null ? null : tokenAt(view, from);
  });
}

function firstDifference(a: string, b: string): number | null {
  if (a === b) return null;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

/** The token that the place lies in, where the run chose tokens; else the word. */
function tokenAt({ code, lines }: RunView, place: number): Parting {
  const line = code.slice(0, place).split('\n').length - 1;
  let start = 0;
  const pieces = lines.flatMap((line): { text: string; given?: boolean }[] => (line.given ? [line] : [...line.tokens]));
  for (const { text, given } of pieces) {
    const end = start + text.length;
    // Of a given line the tokens are not told.
    if (given === true && place < end) break;
    // Answers may be cut out of what was written: a token counts only where the code has it.
    if (code.slice(start, end) !== text) break;
    if (place < end) return { from: start, to: end, line };
    start = end;
  }
  const [word = ''] = /^(?:\w+|[^\w\n]|\n)?/.exec(code.slice(place)) ?? [];
  return { from: place, to: place + word.length, line };
}
