/** What an attempt to get out of the sandbox is, and how it is seen whether it got out. */

/** Where the attempt's code runs: as a Python program, or as JavaScript inside the worker or the frame, as if a program
 * had already broken out of Python. */
export type Place = 'program' | 'worker' | 'frame';

/** What it tries to bring about. */
export type Goal =
  /** The logging server hears of it. */
  | 'request'
  /** The secret that the page keeps is told: in what comes back or to the logging server. */
  | 'secret'
  /** The page hears the word FORGED, by a message or on a channel. */
  | 'message'
  /** A wrong program passes its test. */
  | 'verdict'
  /** The next program, an honest one, is not judged as it should be. */
  | 'next'
  /** A key of JSON changes what every object of the page inherits. */
  | 'pollution'
  /** It still runs when its time is up. */
  | 'runs-on'
  /** It holds more memory than a test may. */
  | 'heap'
  /** The interpreter is lost. */
  | 'ends';

export interface Attempt {
  readonly name: string;
  /** Why somebody would try it. */
  readonly why: string;
  readonly place: Place;
  readonly goal: Goal;
  /**
   * A Python program that defines `f`, or the body of an async JavaScript function that returns text. SERVER, SECURE
   * and DATAGRAMS stand for addresses of the logging server: over HTTP, as a host and port, and for packets. An address that ends in `.none` is answered without a document.
   */
  readonly source: string;
  /** Of Python programs; a wrong one where the goal is a verdict. */
  readonly test?: string;
  /** What the control counts steps with, where the attempt is at a step limit. */
  readonly limiter?: 'settrace' | 'monitoring';
}

const DEFAULT_TEST = 'assert f(1) == 2';

export const testOf = (attempt: Attempt): string => attempt.test ?? DEFAULT_TEST;

/** Short forms, so that a list of attempts reads as one. */
export const program =
  (goal: Goal) =>
  (name: string, why: string, source: string, more: Pick<Attempt, 'test' | 'limiter'> = {}): Attempt => ({
    place: 'program',
    goal,
    name,
    why,
    source,
    ...more,
  });

export const script =
  (place: 'worker' | 'frame', goal: Goal) =>
  (name: string, why: string, source: string): Attempt => ({ place, goal, name, why, source });

/** A program whose `f` does the lines, then returns `x`. */
export const body = (...lines: string[]): string =>
  ['def f(x):', ...lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`), '    return x', ''].join(
    '\n',
  );
