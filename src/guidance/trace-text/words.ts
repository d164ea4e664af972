/** Outcomes and states in words, the same in every text of this format. */
import { assertNever } from '../assert-never';
import type { TestOutcome, TestRun } from '../ports';

export function outcomeWords(outcome: TestOutcome): string {
  switch (outcome.kind) {
    case 'passed':
      return outcome.got === null ? 'passed' : `passed, got ${oneLine(outcome.got)}`;
    case 'failed':
      return outcome.got === null ? 'failed' : `failed, got ${oneLine(outcome.got)}`;
    case 'raised':
      return outcome.message === '' ? `raised ${outcome.type}` : `raised ${outcome.type}: ${oneLine(outcome.message)}`;
    case 'limit':
      return limitWords(outcome.limit);
    case 'bad-test':
      return `not run: ${oneLine(outcome.message)}`;
    default:
      return assertNever(outcome);
  }
}

function limitWords(limit: Extract<TestOutcome, { kind: 'limit' }>['limit']): string {
  switch (limit) {
    case 'steps':
      return 'stopped: too many steps';
    case 'deadline':
      return 'stopped: too much time';
    case 'memory':
      return 'stopped: too much memory';
    case 'output':
      return 'stopped: too much output';
    case 'recursion':
      return 'stopped: recursion too deep';
    default:
      return assertNever(limit);
  }
}

/** `total = 3, n = 2`; empty without locals. */
export function stateWords(locals: TestRun['finalLocals']): string {
  return locals.map(([name, value]) => `${name} = ${value}`).join(', ');
}

/** What was printed, a marked line for each of its lines; none when nothing was. */
export function printedLines(stdout: string): string[] {
  if (stdout === '') return [];
  const lines = stdout.replace(/\n$/, '').split('\n');
  return ['printed:', ...lines.map((line) => `| ${line}`)];
}

/** A text of several lines on one, so that a line of the format stays a line. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
