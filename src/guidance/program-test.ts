/** Tests of whole programs: text on standard input, text expected on standard output. */
import { assertNever } from './assert-never';
import type { TestOutcome } from './ports';

export interface OutputComparison {
  /** `trailing`: white space at the end of a line and empty lines at the end do not count; `exact`: every byte does. */
  readonly whitespace: 'trailing' | 'exact';
  /**
   * Numbers may differ by so much, absolute or in proportion to the expected one; null compares them as text. With a
   * tolerance a line is its words: the spaces between them do not count.
   */
  readonly floatTolerance: number | null;
}

export const USUAL_COMPARISON: OutputComparison = { whitespace: 'trailing', floatTolerance: null };

export interface ProgramTest {
  readonly input: string;
  readonly output: string;
  /** The usual one where the test asks for no other. */
  readonly comparison?: OutputComparison;
}

/** How a program ended and what it printed, up to the limit. */
export interface ProgramRun {
  readonly outcome: { readonly kind: 'ended' } | Extract<TestOutcome, { kind: 'raised' | 'limit' }>;
  readonly stdout: string;
}

/** The first line that is not as expected, 1-based; null for a line that one of the two does not have. */
export interface OutputDifference {
  readonly line: number;
  readonly expected: string | null;
  readonly got: string | null;
}

export type ProgramOutcome =
  | { readonly kind: 'passed'; readonly stdout: string }
  | { readonly kind: 'failed'; readonly stdout: string; readonly difference: OutputDifference }
  /** It raised, or exited with a code other than 0: then it fails whatever it printed. */
  | (Extract<TestOutcome, { kind: 'raised' | 'limit' }> & { readonly stdout: string });

export function programOutcome({ outcome, stdout }: ProgramRun, test: ProgramTest): ProgramOutcome {
  switch (outcome.kind) {
    case 'raised':
    case 'limit':
      return { ...outcome, stdout };
    case 'ended': {
      const difference = findDifference(test.output, stdout, test.comparison ?? USUAL_COMPARISON);
      return difference === null ? { kind: 'passed', stdout } : { kind: 'failed', stdout, difference };
    }
    default:
      return assertNever(outcome);
  }
}

/** Where the output first differs from what was expected, or null. */
export function findDifference(
  expected: string,
  got: string,
  { whitespace, floatTolerance }: OutputComparison,
): OutputDifference | null {
  const wanted = linesOf(expected, whitespace);
  const printed = linesOf(got, whitespace);
  for (let i = 0; i < Math.max(wanted.length, printed.length); i++) {
    const a = wanted[i] ?? null;
    const b = printed[i] ?? null;
    if (a === b || (a !== null && b !== null && floatTolerance !== null && sameWords(a, b, floatTolerance))) continue;
    return { line: i + 1, expected: a, got: b };
  }
  return null;
}

function linesOf(text: string, whitespace: OutputComparison['whitespace']): string[] {
  if (whitespace === 'exact') return text.split('\n');
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function sameWords(expected: string, got: string, tolerance: number): boolean {
  const wanted = expected.split(/\s+/).filter((word) => word !== '');
  const printed = got.split(/\s+/).filter((word) => word !== '');
  return wanted.length === printed.length && wanted.every((word, i) => sameWord(word, printed[i] ?? '', tolerance));
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function sameWord(expected: string, got: string, tolerance: number): boolean {
  if (expected === got) return true;
  if (!NUMBER.test(expected) || !NUMBER.test(got)) return false;
  const wanted = Number(expected);
  return Math.abs(wanted - Number(got)) <= tolerance * Math.max(1, Math.abs(wanted));
}
