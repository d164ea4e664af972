import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { foldRun } from '../../../src/runs/run-view';
import { momentWords } from '../../../src/ui/timeline/moment-words';
import { sampleRun } from '../ui/sample-run';

const EVENTS = sampleRun();
const wordsAt = (events: readonly RunEvent[], at: number) => {
  const event = events[at];
  if (event === undefined) throw new RangeError(`There is no event ${at}`);
  return momentWords(foldRun(events.slice(0, at + 1)), event);
};
const find = (test: (event: RunEvent) => boolean) => wordsAt(EVENTS, EVENTS.findIndex(test));
const executed = (line: number, index: number) =>
  find((event) => event.kind === 'candidate-executed' && event.line === line && event.index === index);
const wordsFor = (event: RunEvent) => wordsAt([...EVENTS.slice(0, 30), event], 30);

describe('a moment in words', () => {
  it('is one sentence at every moment', () => {
    for (const i of EVENTS.keys()) {
      const words = wordsAt(EVENTS, i);
      expect(words).toMatch(/^[A-Z“0-9].*\S$/);
      expect(words).not.toContain('\n');
      expect(words.length).toBeLessThan(220);
    }
  });

  it('says how a candidate did on its tests', () => {
    expect(executed(3, 0)).toBe('Candidate 1 ran on the three tests: 1 passes, the first returned 8 instead of 13.');
    expect(executed(3, 1)).toBe('Candidate 2 ran on the three tests: all pass.');
    expect(executed(3, 2)).toBe('Candidate 3 ran on the three tests: the first has no result yet.');
    expect(executed(3, 3)).toBe('Candidate 4 ran on the three tests: the first raised NameError.');
    expect(executed(5, 2)).toBe('Candidate 3 is the same program as candidate 2, so it is not run again.');
  });

  it('says what a token is and what guidance did to it', () => {
    const token = (line: number, text: string) =>
      find((event) => event.kind === 'token-chosen' && event.line === line && event.choice.text === text);
    expect(token(0, '(')).toBe('Token 3 of line 1 is “(”.');
    expect(token(3, ' >=')).toBe(
      'Token 4 of line 4 is “>=”: guidance changed it, without the signal “>” would stand there.',
    );
    expect(token(3, '        ')).toMatch(/^Token 1 of line 4 is 8 spaces; guidance/);
  });

  it('says what ends a run', () => {
    expect(wordsAt(EVENTS, EVENTS.length - 2)).toBe('The answer ran on two hidden tests: 1 passes.');
    expect(wordsAt(EVENTS, EVENTS.length - 1)).toBe('The run ends: solved, every visible test passes.');
    expect(wordsFor({ kind: 'run-failed', message: 'The model ran out of memory.', advice: 'Close tabs.' })).toBe(
      'The run failed: The model ran out of memory.',
    );
  });

  it('says what a refresh inside a line, a kept signal and a clock did', () => {
    expect(wordsFor({ kind: 'refresh-inside-line', line: 2, position: 14 })).toContain('Inside line 3');
    expect(wordsFor({ kind: 'signal-too-long', line: 2, room: 9, candidatesLeftOut: 2 })).toContain(
      'the last two candidates',
    );
    expect(wordsFor({ kind: 'deadline-decided', what: { program: 'code-so-far', line: 2 }, tests: [0] })).toContain(
      'one test',
    );
    const refused = { kind: 'refused', reason: 'It has no def' } as const;
    expect(
      wordsFor({
        kind: 'candidate-executed',
        line: 2,
        index: 1,
        executable: refused,
        duplicateOf: null,
        runs: [],
        passed: false,
      }),
    ).toBe('Candidate 2 cannot be made into a program that runs: It has no def.');
  });
});
