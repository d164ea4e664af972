/** The game on a finished run, and on one that is being written while the learner thinks. */
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlayhead } from '../../../src/playground/playhead';
import { RunLog } from '../../../src/playground/run-log';
import type { RunState } from '../../../src/playground/state';
import { createGuess, type GuessDesk, visitScore } from '../../../src/ui/guess/guess-desk';
import { guessPoints } from '../../../src/ui/guess/guess-points';
import { NO_SCORE } from '../../../src/ui/guess/guess-score';
import { createFakePlayground } from './fake-playground';
import { sampleRun } from './sample-run';

const EVENTS = sampleRun();
const POINTS = guessPoints(EVENTS);
let game: GuessDesk;

function table(known: number, kind: RunState['kind']) {
  const log = new RunLog((act) => act());
  for (const event of EVENTS.slice(0, known)) log.append(event);
  const shown = signal(log);
  const run = signal<RunState>({ kind });
  const playhead = createPlayhead(shown, () => run.peek().kind === 'ended');
  const playground = { ...createFakePlayground('normal'), log: shown, run, view: log.view };
  game = createGuess({ playground, playhead });
  return { log, shown, run, playhead, game };
}

const at = (i: number) => {
  const point = POINTS[i];
  if (point === undefined) throw new Error(`The sample run has no question ${i}.`);
  return point;
};

/** A question whose candidates begin differently: it is known before the line is. */
const choice = POINTS.find(({ options }) => options.length > 0) ?? at(0);

beforeEach(() => {
  visitScore.value = NO_SCORE;
});
afterEach(() => game.leave());

describe('guessing a finished run', () => {
  it('asks line after line, shows what came of each, and counts', () => {
    const { playhead } = table(EVENTS.length, 'ended');
    game.start();
    expect(game.state.value).toMatchObject({ kind: 'asking', point: { ask: at(0).ask } });
    expect(playhead.position.value).toBe(at(0).ask);
    game.guess({ kind: 'typed', line: at(0).written ?? '' });
    expect(game.state.value).toMatchObject({ kind: 'revealed', right: true, written: at(0).written });
    expect(playhead.position.value).toBe(at(0).reveal);
    game.next();
    expect(playhead.position.value).toBe(at(1).ask);
    game.guess({ kind: 'typed', line: 'nobody writes this' });
    expect(game.state.value).toMatchObject({ kind: 'revealed', right: false });
    expect(visitScore.value).toEqual({ right: 1, asked: 2 });
  });

  it('ends after the last line, and begins anew when asked', () => {
    table(EVENTS.length, 'ended');
    game.start();
    for (let i = 0; i < POINTS.length; i++) {
      game.guess({ kind: 'typed', line: 'x' });
      game.next();
    }
    expect(game.state.value.kind).toBe('over');
    game.start();
    expect(game.state.value).toMatchObject({ kind: 'asking', point: { ask: at(0).ask } });
  });

  it('goes on from the moment that is shown', () => {
    const { playhead } = table(EVENTS.length, 'ended');
    playhead.seek(at(1).ask - 1);
    game.start();
    expect(game.state.value).toMatchObject({ kind: 'asking', point: { ask: at(1).ask } });
  });
});

describe('guessing a run that is being written', () => {
  it('keeps back what the run does behind, until the guess is made and the line is there', () => {
    const { log, playhead } = table(choice.ask - 1, 'running');
    game.start();
    expect(game.state.value.kind).toBe('waiting');
    for (const event of EVENTS.slice(choice.ask - 1, choice.ask + 2)) log.append(event);
    expect(game.state.value).toMatchObject({ kind: 'asking', point: { ask: choice.ask, written: null } });
    expect(playhead.position.value).toBe(choice.ask);
    game.guess({ kind: 'typed', line: choice.written ?? '' });
    expect(game.state.value.kind).toBe('guessed');
    expect(visitScore.value).toEqual(NO_SCORE);
    for (const event of EVENTS.slice(choice.ask + 2, choice.reveal ?? 0)) log.append(event);
    expect(game.state.value).toMatchObject({ kind: 'revealed', right: true });
    expect(playhead.position.value).toBe(choice.reveal);
  });

  it('says that it is over where the run ends before the line does', () => {
    const { run, playhead } = table(choice.ask + 2, 'running');
    playhead.seek(choice.ask - 1);
    game.start();
    game.guess({ kind: 'typed', line: 'x' });
    expect(game.state.value.kind).toBe('guessed');
    run.value = { kind: 'ended' };
    expect(game.state.value.kind).toBe('over');
    expect(visitScore.value).toEqual(NO_SCORE);
  });

  it('begins anew with another run', () => {
    const { shown } = table(EVENTS.length, 'ended');
    game.start();
    game.guess({ kind: 'typed', line: 'x' });
    const other = new RunLog((act) => act());
    for (const event of EVENTS) other.append(event);
    shown.value = other;
    expect(game.state.value).toMatchObject({ kind: 'asking', point: { ask: at(0).ask } });
  });
});
