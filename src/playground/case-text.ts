/**
 * Tests that are no asserts, as text in a field. A program's cases:
 *
 *     --- input
 *     2 3
 *     --- output
 *     5
 *
 * What does not end with a line break says `, no newline`; an output may say `, exact` or `, numbers within 1e-6`. A line
 * of the data that reads like such a heading has a backslash before it. The checks of a piece of code are names, one on
 * each line: `runs 1`, `result`, `source`.
 */
import type { ProgramTest } from '../guidance/program-test';
import { isProgramTest, type ProblemTest, type SnippetCheck } from '../problems/problem-test';

const HEADING = /^--- (input|output)((?:, (?:no newline|exact|numbers within \S+))*)$/;
const LIKE_HEADING = /^\\*--- (?:input|output)/;
const EXAMPLE = 'Write it like: --- input, then the text, --- output, then what is to be printed.';

export interface ReadTests<T> {
  readonly tests: T[];
  readonly problem: string | null;
}

/** `tests` are of one kind, as a problem has them. */
export function testsText(tests: readonly ProblemTest[]): string {
  return tests
    .map((test) => {
      if (typeof test === 'string') return test;
      return isProgramTest(test) ? caseText(test) : checkText(test);
    })
    .join('\n');
}

function caseText({ input, output, comparison }: ProgramTest): string {
  const tolerance = comparison?.floatTolerance ?? null;
  const marks = [
    ...(comparison?.whitespace === 'exact' ? ['exact'] : []),
    ...(tolerance === null ? [] : [`numbers within ${tolerance}`]),
  ];
  return [...block('input', input, []), ...block('output', output, marks)].join('\n');
}

function block(name: string, text: string, marks: readonly string[]): string[] {
  const open = text !== '' && !text.endsWith('\n');
  const lines = text === '' ? [] : (open ? text : text.slice(0, -1)).split('\n');
  return [
    [`--- ${name}`, ...(open ? ['no newline'] : []), ...marks].join(', '),
    ...lines.map((line) => (LIKE_HEADING.test(line) ? `\\${line}` : line)),
  ];
}

export function readCases(text: string): ReadTests<ProgramTest> {
  const tests: ProgramTest[] = [];
  let input: string | null = null;
  for (const { name, marks, content } of blocks(text)) {
    if (name === '') {
      if (content.trim() !== '') return { tests, problem: `The first line belongs to no case. ${EXAMPLE}` };
    } else if (name === 'input') {
      if (input !== null) return { tests, problem: `Case ${tests.length + 1} has no --- output. ${EXAMPLE}` };
      input = content;
    } else if (input === null) {
      return { tests, problem: `The output of case ${tests.length + 1} has no --- input before it. ${EXAMPLE}` };
    } else {
      tests.push({ input, output: content, ...comparisonOf(marks) });
      input = null;
    }
  }
  return { tests, problem: input === null ? null : `Case ${tests.length + 1} has no --- output. ${EXAMPLE}` };
}

function blocks(text: string) {
  const found = [{ name: '', marks: '', lines: [] as string[] }];
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line.trimEnd());
    if (heading !== null) found.push({ name: heading[1] ?? '', marks: heading[2] ?? '', lines: [] });
    else found.at(-1)?.lines.push(LIKE_HEADING.test(line) ? line.replace(/^\\/, '') : line);
  }
  return found.map(({ name, marks, lines }) => {
    const whole = lines.join('\n');
    return { name, marks, content: lines.length === 0 || marks.includes('no newline') ? whole : `${whole}\n` };
  });
}

function comparisonOf(marks: string): Pick<ProgramTest, 'comparison'> {
  const tolerance = /numbers within (\S+?)(?:,|$)/.exec(marks)?.[1];
  const exact = marks.includes('exact');
  if (tolerance === undefined && !exact) return {};
  const floatTolerance = tolerance === undefined ? null : Number(tolerance);
  return { comparison: { whitespace: exact ? 'exact' : 'trailing', floatTolerance } };
}

function checkText(test: SnippetCheck): string {
  return test.check === 'runs' ? `runs ${test.case ?? 1}` : test.check;
}

export function readChecks(text: string): ReadTests<SnippetCheck> {
  const tests: SnippetCheck[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const runs = /^runs(?:\s+([1-9]\d{0,5}))?$/.exec(line);
    if (runs !== null) tests.push({ check: 'runs', case: Number(runs[1] ?? 1) });
    else if (line === 'result' || line === 'source') tests.push({ check: line });
    else if (line !== '')
      return { tests, problem: `“${line.slice(0, 40)}” is no check: write runs 1, result or source.` };
  }
  return { tests, problem: null };
}
