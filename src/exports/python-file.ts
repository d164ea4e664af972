/**
 * The answer as a Python file: where it comes from as comments, the problem's setup, the code as it was written, and the
 * tests. Asserts run when the file is run by itself; what cannot be an assert stands as comments.
 */
import type { TestOutcome } from '../guidance/ports';
import { isProgramTest, type ProblemTest, shownTest } from '../problems/problem-test';
import { type Problem, problemKind } from '../problems/schema';
import type { RunView } from '../runs/run-view';
import { costWords, modelWords, outcomeSentence, outcomeWords, settingsRows } from './provenance';

/** null before a run has begun. */
export function pythonFile(view: RunView, link: string | null): string | null {
  const { started } = view;
  if (started === null) return null;
  const { problem } = started;
  const header = [
    problem.title,
    '',
    problem.statement,
    '',
    `Written by ${modelWords(started)}, in the EG-CFG playground.`,
    ...settingsRows(started).map(([name, value]) => `${name}: ${value}`),
    outcomeSentence(view),
    `Cost: ${costWords(view)}.`,
    ...(link === null ? [] : [`Make it again: ${link}`]),
  ];
  const parts = [
    header.map(comment).join('\n'),
    problemKind(problem) === 'function' ? problem.setup : '',
    view.code === '' ? comment('Nothing was written.') : view.code,
    testsText(problem, view),
  ];
  return `${parts
    .map(trimmed)
    .filter((part) => part !== '')
    .join('\n\n\n')}\n`;
}

function testsText(problem: Problem, view: RunView): string {
  const suites = [
    { name: 'Visible tests', tests: problem.visibleTests, outcomes: view.visible },
    { name: 'Hidden tests, which had no part in the writing', tests: problem.hiddenTests, outcomes: view.hidden },
  ].filter(({ tests }) => tests.length > 0);
  if (problemKind(problem) !== 'function') {
    return suites
      .map(({ name, tests, outcomes }) =>
        comment([`${name}:`, ...tests.map((test, i) => `${shownTest(test)}${behind(outcomes?.[i])}`)].join('\n')),
      )
      .join('\n');
  }
  // Lines inside a string with triple quotes must not be moved to the right.
  const nestable = !suites.some(({ tests }) => tests.some((test) => /"""|'''/.test(shownTest(test))));
  const indent = nestable ? '    ' : '';
  const lines = suites.flatMap(({ name, tests, outcomes }) => [
    `${indent}# ${name}`,
    ...tests.map((test, i) => assertText(test, outcomes?.[i], indent)),
  ]);
  return [...(nestable ? ['if __name__ == "__main__":'] : []), ...lines].join('\n');
}

function assertText(test: ProblemTest, outcome: TestOutcome | undefined, indent: string): string {
  const text = isProgramTest(test) ? comment(shownTest(test)) : shownTest(test);
  const found = outcome?.kind === 'passed' ? null : outcomeWords(outcome);
  const note = found === null ? '' : `${indent}${comment(found)}\n`.replaceAll('\n#', `\n${indent}#`);
  return (
    note +
    text
      .split(/\r\n?|\n/)
      .map((line) => `${indent}${line}`)
      .join('\n')
  );
}

function behind(outcome: TestOutcome | undefined): string {
  const words = outcomeWords(outcome);
  return words === null ? '' : ` (${words})`;
}

/** Every line of it is a comment, whatever it holds: a text must not become code. */
function comment(text: string): string {
  // Python's source ends at a NUL, and a form feed is no end of a line.
  return text
    .replaceAll('\0', '')
    .split(/\r\n?|\n/)
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

function trimmed(text: string): string {
  return text.replace(/^\n+|\s+$/g, '');
}
