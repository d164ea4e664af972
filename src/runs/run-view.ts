/** What a run's events say so far, arranged for reading: the fold that every panel draws. */
import { assertNever } from '../guidance/assert-never';
import type { EventOf, RunEvent } from '../guidance/events';
import type { EndReason } from '../guidance/line';
import type { SampledCandidate, TestOutcome, TokenChoice } from '../guidance/ports';
import { type Cost, NO_COST, type PromptSegment } from '../guidance/tokens';

export interface CandidateView {
  readonly candidate: SampledCandidate;
  /** null until it was executed. */
  readonly execution: EventOf<'candidate-executed'> | null;
}

export interface LineView {
  readonly line: number;
  readonly guided: boolean;
  /** It was there when the run began ("branch here"): nothing of it was chosen. */
  readonly given: boolean;
  readonly candidates: readonly CandidateView[];
  /** Best of N: which candidate is the answer. */
  readonly chosen: number | null;
  /** The signal in force: formed on this line, or kept from an earlier one. */
  readonly signal: PromptSegment | null;
  readonly signalIsNew: boolean;
  /** Signals formed inside the line, after the first (token and persistent-prefix guidance). */
  readonly refreshesInside: number;
  /** The code so far as it ran for the partial-execution signal. */
  readonly partial: EventOf<'partial-executed'> | null;
  /** Candidates that the signal does not show, for want of room. */
  readonly candidatesLeftOut: number;
  readonly tokens: readonly TokenChoice[];
  /** Text of the tokens so far; the final text once finished. */
  readonly text: string;
  readonly end: EndReason | null;
}

export interface RestartView {
  readonly event: EventOf<'engine-restarted'>;
  /** The line that was being written; null before the first. */
  readonly line: number | null;
}

export type RunOutcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'finished'; readonly solved: boolean }
  | { readonly kind: 'stopped'; readonly because?: 'another-solved' }
  | { readonly kind: 'failed'; readonly message: string; readonly advice: string };

export interface RunView {
  readonly started: EventOf<'run-started'> | null;
  readonly lines: readonly LineView[];
  /** The answer so far. */
  readonly code: string;
  readonly codeEnd: EventOf<'code-finished'>['reason'] | null;
  /** The budget that ended it, where one did. */
  readonly budget: EventOf<'budget-reached'> | null;
  readonly visible: readonly TestOutcome[] | null;
  readonly hidden: readonly TestOutcome[] | null;
  /** How often the model went down on the way, and what then happened. */
  readonly restarts: readonly RestartView[];
  readonly outcome: RunOutcome;
  /** 0 for the first; a retry begins its lines anew. */
  readonly attempt: number;
  /** Tests of any program that the clock alone decided. */
  readonly decidedByDeadline: number;
  readonly cost: Cost;
  readonly eventCount: number;
}

export const EMPTY_VIEW: RunView = {
  started: null,
  lines: [],
  code: '',
  codeEnd: null,
  budget: null,
  visible: null,
  hidden: null,
  restarts: [],
  outcome: { kind: 'open' },
  attempt: 0,
  decidedByDeadline: 0,
  cost: NO_COST,
  eventCount: 0,
};

export function foldRun(events: readonly RunEvent[]): RunView {
  return events.reduce(applyEvent, EMPTY_VIEW);
}

export function applyEvent(view: RunView, event: RunEvent): RunView {
  return { ...change(view, event), eventCount: view.eventCount + 1 };
}

function change(view: RunView, event: RunEvent): RunView {
  switch (event.kind) {
    case 'run-started':
      return { ...EMPTY_VIEW, started: event, eventCount: view.eventCount };
    case 'line-given': {
      const line: LineView = { ...emptyLine(event.line), given: true, text: event.text, end: 'line' };
      const lines = [...view.lines, line];
      return { ...view, lines, code: codeOf(lines) };
    }
    case 'line-started': {
      const kept = view.lines.at(-1)?.signal ?? null;
      const { line, guided } = event;
      return { ...view, lines: [...view.lines, { ...emptyLine(line), guided, signal: guided ? kept : null }] };
    }
    case 'candidate-sampled':
      return onLastLine(view, (line) => ({
        ...line,
        candidates: [...line.candidates, { candidate: event.candidate, execution: null }],
      }));
    case 'candidate-executed':
      return onLastLine(view, (line) => ({
        ...line,
        candidates: line.candidates.map((shown) =>
          shown.candidate.index === event.index ? { ...shown, execution: event } : shown,
        ),
      }));
    case 'candidate-chosen':
      return onLastLine(view, (line) => ({ ...line, chosen: event.index }));
    case 'refresh-inside-line':
      return onLastLine(view, (line) => ({
        ...line,
        candidates: [],
        partial: null,
        candidatesLeftOut: 0,
        refreshesInside: line.refreshesInside + 1,
      }));
    case 'partial-executed':
      return onLastLine(view, (line) => ({ ...line, partial: event }));
    case 'signal-too-long':
      return onLastLine(view, (line) => ({ ...line, candidatesLeftOut: event.candidatesLeftOut }));
    case 'signal-kept':
      return view;
    case 'converged':
      return onLastLine(view, (line) => ({ ...line, chosen: event.index }));
    case 'attempt-started':
      return { ...view, attempt: event.attempt, lines: [], code: '', codeEnd: null, visible: null };
    case 'deadline-decided':
      return { ...view, decidedByDeadline: view.decidedByDeadline + event.tests.length };
    case 'signal-formed':
      return onLastLine(view, (line) => ({ ...line, signal: event.signal, signalIsNew: true }));
    case 'token-chosen': {
      const next = onLastLine(view, (line) => ({
        ...line,
        tokens: [...line.tokens, event.choice],
        text: line.text + event.choice.text,
      }));
      return { ...next, code: codeOf(next.lines) };
    }
    case 'line-finished': {
      const next = onLastLine(view, (line) => ({ ...line, text: event.text, end: event.end }));
      return { ...next, code: codeOf(next.lines), cost: event.cost };
    }
    case 'budget-reached':
      return { ...view, budget: event };
    case 'code-finished':
      return { ...view, codeEnd: event.reason, code: event.code };
    case 'code-judged':
      return event.suite === 'visible' ? { ...view, visible: event.outcomes } : { ...view, hidden: event.outcomes };
    case 'run-finished':
      return { ...view, outcome: { kind: 'finished', solved: event.solved }, cost: event.cost };
    case 'engine-restarted':
      return { ...view, restarts: [...view.restarts, { event, line: view.lines.at(-1)?.line ?? null }] };
    case 'run-stopped':
      return {
        ...view,
        outcome: { kind: 'stopped', ...(event.because === undefined ? {} : { because: event.because }) },
      };
    case 'run-failed':
      return { ...view, outcome: { kind: 'failed', message: event.message, advice: event.advice } };
    default:
      return assertNever(event);
  }
}

function emptyLine(line: number): LineView {
  return {
    line,
    guided: false,
    given: false,
    candidates: [],
    chosen: null,
    signal: null,
    signalIsNew: false,
    refreshesInside: 0,
    partial: null,
    candidatesLeftOut: 0,
    tokens: [],
    text: '',
    end: null,
  };
}

function codeOf(lines: readonly LineView[]): string {
  return lines.map((line) => line.text).join('');
}

function onLastLine(view: RunView, update: (line: LineView) => LineView): RunView {
  const last = view.lines.at(-1);
  if (last === undefined) return view;
  return { ...view, lines: [...view.lines.slice(0, -1), update(last)] };
}
