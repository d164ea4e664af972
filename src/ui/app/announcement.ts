/** What a screen reader is told: milestones, not tokens. */
import { assertNever } from '../../guidance/assert-never';
import type { RunState } from '../../playground/state';
import type { RunView } from '../../runs/run-view';
import { restartWords } from '../editor/restart-words';
import { counted } from '../shared/numbers';

/** `playing`: a run that is over is being played. */
export function announcement(run: RunState['kind'], view: RunView, recorded: boolean, playing: boolean): string {
  if (playing) {
    const what = recorded ? 'A recorded run is playing.' : 'The run is playing again.';
    return view.lines.some(({ end }) => end !== null) ? lastLine(view) : what;
  }
  switch (run) {
    case 'idle':
      return '';
    case 'preparing':
      return 'Waiting for the model and Python to load.';
    case 'running':
      return `${lastLine(view)} ${restartWords(view)}`.trim();
    case 'paused':
      return `Paused before line ${finishedLines(view) + 1}. ${lastLine(view)}`.trim();
    case 'ended':
      return outcomeWords(view, recorded);
    default:
      return assertNever(run);
  }
}

function finishedLines(view: RunView): number {
  return view.lines.filter((line) => line.end !== null).length;
}

function lastLine(view: RunView): string {
  const line = view.lines.findLast((one) => one.end !== null);
  if (line === undefined) return 'The run has begun.';
  const text = line.text.trim() === '' ? 'blank' : line.text.trim();
  const passing = line.candidates.filter((one) => one.execution?.passed === true).length;
  const candidates =
    line.candidates.length === 0 ? '' : ` ${passing} of ${counted(line.candidates.length, 'candidate')} passed.`;
  return `Line ${line.line + 1}: ${text}.${candidates}`;
}

function outcomeWords(view: RunView, recorded: boolean): string {
  const { outcome } = view;
  const which = recorded ? 'The recorded run' : 'The run';
  switch (outcome.kind) {
    case 'open':
      return view.lines.length === 0 ? '' : `${which} was ended.`;
    case 'stopped':
      return `${which} was stopped.`;
    case 'failed':
      return `${which} failed: ${outcome.message} ${outcome.advice}`;
    case 'finished':
      return outcome.solved
        ? `${which} ended: solved, every visible test passes.`
        : `${which} ended: not solved, a visible test fails.`;
    default:
      return assertNever(outcome);
  }
}
