/**
 * The tour as data. A step names a part of the page, says one thing about it, and may bring the run to the moment that it
 * talks of (`on`), tidy up (`out`), and go on by itself once the visitor has done what it suggests (`complete`). Moments
 * are found in the run that is on the screen, so the tour works on any run.
 */
import type { RunEvent } from '../../guidance/events';
import { firstChange, firstWithCandidates, type LineMoments, rescueMoment } from '../../runs/moments';
import type { Desk } from '../app/desk';

export interface TourRun {
  readonly events: readonly RunEvent[];
  /** The line that the tour stops at; null in a run without candidates. */
  readonly line: LineMoments | null;
  /** Just after a token that guidance changed; null where it changed none. */
  readonly token: number | null;
}

export interface TourStep {
  readonly id: string;
  /** What the step is about: a selector, of which the first that is on the screen counts. */
  readonly target: string;
  readonly title: string;
  readonly text: (run: TourRun) => string;
  readonly on?: (desk: Desk, run: TourRun) => void;
  readonly out?: (desk: Desk) => void;
  /** What the visitor may try; once `complete` gives true the tour goes on. Reads signals. */
  readonly attempt?: string;
  readonly complete?: (desk: Desk, begun: StepBegin) => boolean;
}

/** How things stood when the step began. */
export interface StepBegin {
  readonly position: number;
  readonly gamma: string;
  readonly run: unknown;
}

/** Of a run that may still be written: what there is of it so far. */
export function tourRun(events: readonly RunEvent[]): TourRun {
  const rescue = rescueMoment(events);
  const change = firstChange(events);
  return {
    events,
    line: rescue?.line ?? firstWithCandidates(events),
    token: rescue?.token ?? change?.at ?? null,
  };
}

const seek = (moment: (run: TourRun) => number | null | undefined) => (desk: Desk, run: TourRun) => {
  const at = moment(run);
  if (at !== null && at !== undefined) desk.playhead.seek(at);
};

export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: 'code',
    target: '#code',
    title: 'A function, line by line',
    text: ({ line }) =>
      line === null
        ? 'Here the answer is written, one line after the other.'
        : `A real run, stopped before line ${line.line + 1}. Plain generation would now write the likeliest line. This page looks first.`,
    on: seek(({ line }) => line?.begun),
  },
  {
    id: 'candidates',
    target: '.story-runs, .line',
    title: 'Sketch, then run',
    text: () =>
      'The model sketches a few candidates of how the code could go on, and each is run on the visible tests. Here is what they did: passed, failed, raised, with every value on the way.',
    on: seek(({ line }) => line?.executed),
  },
  {
    id: 'signal',
    target: '.story-signal, .line',
    title: 'The signal',
    text: () =>
      'What happened is written down as text and put into a second prompt. The same model now reads the code twice: once without it, once with it.',
    on: seek(({ line }) => line?.signal),
  },
  {
    id: 'tokens',
    target: '.story-tokens, .tokens',
    title: 'Two readings, one choice',
    text: ({ token }) =>
      token === null
        ? 'P is what the plain prompt expects, Pc what the prompt with the signal expects, and G goes from the one towards the other. The likeliest under G is written.'
        : 'P is what the plain prompt expects, Pc what the prompt with the signal expects. They differ here, and guidance, G, chose another token than plain decoding would have. That is the whole method.',
    on: seek(({ token, line }) => token ?? line?.finished),
  },
  {
    id: 'timeline',
    target: '.timeline',
    title: 'Any moment again',
    text: () => 'The whole run lies here. Go anywhere in it: the page shows exactly what was known at that moment.',
    attempt: 'Press an arrow key, or drag.',
    complete: ({ playhead }, begun) => playhead.position.value !== begun.position,
  },
  {
    id: 'gamma',
    target: '.gamma',
    title: 'How strongly',
    text: () =>
      'γ says how far to go from P towards Pc in the next run. At 0 the signal is ignored, and the page is an ordinary code generator.',
    attempt: 'Move it.',
    complete: ({ settings }, begun) => settings.texts.gamma.value !== begun.gamma,
  },
  {
    id: 'run',
    target: '.run-buttons',
    title: 'Now live',
    text: () =>
      'Run writes the same problem anew, with the model and the Python in this page. Nothing leaves your browser. Learn, above, explains each step.',
    attempt: 'Press Run, or end the tour.',
    complete: ({ playground }, begun) => playground.log.value !== begun.run,
  },
];
