/** Which part of a signal's text tells of which candidate. */
import type { CandidateView } from '../../runs/run-view';
import { inOrder } from './focus';

export interface SignalPart {
  /** Index of the candidate; null for what tells of none: wording, the code so far, what was left out. */
  readonly candidate: number | null;
  readonly text: string;
}

interface Start {
  readonly at: number;
  readonly candidate: number | null;
}

/** The parts, one after the other, are the whole text. A signal that was kept from an earlier line has `candidates` of that line. */
export function signalParts(text: string, candidates: readonly CandidateView[]): SignalPart[] {
  const shown = shownOf(candidates);
  const starts = headers(text, shown);
  const found = starts.length > 0 ? [...starts, ...traces(text, starts, shown)] : programs(text, shown);
  return cut(text, found);
}

interface Shown {
  readonly index: number;
  /** What may stand below its header: read over, so that a comment in it is no header. */
  readonly texts: readonly string[];
  readonly program: string;
}

/** As `shownCandidates` of the guidance chooses and numbers them: those that ran, and no program twice. */
function shownOf(candidates: readonly CandidateView[]): Shown[] {
  return inOrder(candidates).flatMap(({ candidate, execution }) =>
    execution === null || execution.duplicateOf !== null || execution.executable.kind === 'refused'
      ? []
      : [
          {
            index: candidate.index,
            texts: [candidate.text.replace(/\n+$/, ''), execution.executable.code],
            program: execution.executable.code,
          },
        ],
  );
}

/** `# Candidate 1: pass fail`, `# Candidate 1`: in their order, each looked for behind the program of the one before. */
function headers(text: string, shown: readonly Shown[]): Start[] {
  const starts: Start[] = [];
  let from = 0;
  for (const [i, { index, texts }] of shown.entries()) {
    const header = new RegExp(`^# Candidate ${i + 1}(?::.*)?\n`, 'gm');
    header.lastIndex = from;
    const match = header.exec(text);
    if (match === null) break;
    starts.push({ at: match.index, candidate: index });
    from = match.index + match[0].length;
    const below = texts.find((one) => one !== '' && text.startsWith(one, from));
    from += below?.length ?? 0;
  }
  return starts;
}

/** Under a budget the traces stand behind all programs: `candidate 1`, and in the end what was left out. */
function traces(text: string, starts: readonly Start[], shown: readonly Shown[]): Start[] {
  const last = shown[starts.length - 1];
  const header = starts.at(-1);
  if (last === undefined || header === undefined) return [];
  const body = text.indexOf('\n', header.at) + 1;
  const program = last.texts.find((one) => one !== '' && text.startsWith(one, body));
  let from = body + (program?.length ?? 0);
  const found: Start[] = [];
  for (const [i, { index }] of shown.entries()) {
    const at = lineAt(text, new RegExp(`^candidate ${i + 1}\n`, 'gm'), from);
    if (at === null) continue;
    found.push({ at, candidate: index });
    from = at;
  }
  const rest = found.length === 0 ? null : lineAt(text, /^left out: /gm, from);
  return rest === null ? found : [...found, { at: rest, candidate: null }];
}

/** The published form has no numbers: a block for each test, and in each the program. */
function programs(text: string, shown: readonly Shown[]): Start[] {
  return [...text.matchAll(/^# Program:\n/gm)].flatMap((match) => {
    const body = match.index + match[0].length;
    // One program may be the beginning of another.
    const [one] = shown
      .filter(({ program }) => program !== '' && text.startsWith(program, body))
      .sort((a, b) => b.program.length - a.program.length);
    return one === undefined ? [] : [{ at: match.index, candidate: one.index }];
  });
}

function lineAt(text: string, pattern: RegExp, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? null;
}

/** Neighbours of one candidate in one part. */
function cut(text: string, starts: readonly Start[]): SignalPart[] {
  const parts: { candidate: number | null; text: string }[] = [];
  const bounds: readonly Start[] = starts[0]?.at === 0 ? starts : [{ at: 0, candidate: null }, ...starts];
  bounds.forEach(({ at, candidate }, i) => {
    const piece = text.slice(at, bounds[i + 1]?.at ?? text.length);
    const last = parts.at(-1);
    if (piece === '') return;
    if (last !== undefined && last.candidate === candidate) last.text += piece;
    else parts.push({ candidate, text: piece });
  });
  return parts;
}
