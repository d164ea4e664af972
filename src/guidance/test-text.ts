/** The visible tests of a problem as a prompt shows them, by the problem's kind. */
import type { ProblemTest } from '../problems/problem-test';
import type { Problem } from '../problems/schema';
import { assertNever } from './assert-never';
import type { ProgramTest } from './program-test';

/** Most characters of one input or output in a prompt: published sets have cases of megabytes. */
const MAX_CASE_CHARS = 1_000;

/** Without a newline at its end. */
export function promptTests(problem: Problem): string {
  switch (problem.kind) {
    case undefined:
    case 'function':
      return problem.visibleTests.map((test) => test.trim()).join('\n');
    case 'program':
      return problem.visibleTests.map(caseText).join('\n');
    case 'snippet':
      return '# The code goes where the program has [insert]; it is run on the example.';
    default:
      return assertNever(problem);
  }
}

/** What the answer is, for a prompt in words. */
export function answerWords(problem: Problem): string {
  switch (problem.kind) {
    case undefined:
    case 'function':
      return isClass(problem) ? `a Python class ${problem.entryPoint}` : 'a Python function';
    case 'program':
      return 'a whole Python program that reads its standard input and prints its answer';
    case 'snippet':
      return 'the missing Python code, without what the program already has,';
    default:
      return assertNever(problem);
  }
}

/** How the answer has to begin: the function's name is settled by the tests, a program's first line by nothing. */
export function answerOpening(problem: Problem): string {
  if (problem.entryPoint === null) return '';
  return `${isClass(problem) ? 'class' : 'def'} ${problem.entryPoint}`;
}

/** Whether the tests make an object and call a method of it, as `assert Solution().f(1) == 2` does. */
function isClass({ entryPoint, visibleTests }: Problem): boolean {
  const [first] = visibleTests;
  return typeof first === 'string' && first.includes(`${entryPoint}().`);
}

function caseText({ input, output }: ProgramTest): string {
  return `# Input\n${shownCase(input)}\n# Output\n${shownCase(output)}`;
}

/** White space at its end does not show, and does not count when outputs are compared. */
export function shownCase(text: string): string {
  const shown = text.trimEnd();
  return shown.length <= MAX_CASE_CHARS
    ? shown
    : `${shown.slice(0, MAX_CASE_CHARS)}\n… (${shown.length - MAX_CASE_CHARS} more characters)`;
}

/** A test on one line, for a trace's heading. */
export function testLine(test: ProblemTest): string {
  if (typeof test === 'string') return test;
  if ('check' in test) return test.check === 'runs' ? `runs on case ${test.case ?? 1}` : `check of the ${test.check}`;
  return `input ${JSON.stringify(shownCase(test.input))}, expected output ${JSON.stringify(shownCase(test.output))}`;
}
