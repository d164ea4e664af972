/** What the editor shows of a run: the code, the line looked at, and the candidate that hangs under it. */
import type { LineView, RunView } from '../../runs/run-view';
import { candidateSummary } from '../line/candidate-summary';
import type { Verdict } from '../shared/verdict';

export interface TextRange {
  /** Offsets in the code. */
  readonly from: number;
  readonly to: number;
}

export interface GhostCandidate {
  readonly number: number;
  readonly lines: readonly string[];
  readonly verdict: Pick<Verdict, 'tone' | 'sign' | 'word'>;
}

export interface ShownCode {
  readonly code: string;
  /** null while nothing is looked at. */
  readonly line: TextRange | null;
  readonly token: TextRange | null;
  readonly ghost: GhostCandidate | null;
}

/** `candidate`: index of the one whose continuation is shown under the line. */
export function shownCode(
  view: RunView,
  line: LineView | null,
  token: number | null,
  candidate: number | null,
): ShownCode {
  if (line === null) return { code: view.code, line: null, token: null, ghost: null };
  const from = offsetOf(view, line);
  return {
    code: view.code,
    line: { from, to: from + line.text.replace(/\n$/, '').length },
    token: tokenRange(line, token, from),
    ghost: ghostOf(view, line, candidate),
  };
}

/** The run line that an offset in the code belongs to. */
export function lineAt(view: RunView, offset: number): number | null {
  let end = 0;
  for (const line of view.lines) {
    end += line.text.length;
    if (offset < end) return line.line;
  }
  return view.lines.at(-1)?.line ?? null;
}

function offsetOf(view: RunView, line: LineView): number {
  return view.lines.reduce((sum, one) => (one.line < line.line ? sum + one.text.length : sum), 0);
}

function tokenRange(line: LineView, index: number | null, from: number): TextRange | null {
  if (index === null) return null;
  const before = line.tokens.slice(0, index).reduce((sum, token) => sum + token.text.length, 0);
  const text = line.tokens[index]?.text ?? '';
  return { from: from + before, to: from + before + text.length };
}

function ghostOf(view: RunView, line: LineView, index: number | null): GhostCandidate | null {
  const shown = line.candidates.find(({ candidate }) => candidate.index === index);
  if (shown === undefined) return null;
  return {
    number: shown.candidate.index + 1,
    lines: shown.candidate.text.replace(/\n+$/, '').split('\n'),
    verdict: candidateSummary(shown, view.started?.problem.visibleTests.length ?? 0),
  };
}
