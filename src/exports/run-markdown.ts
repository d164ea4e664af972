/** A run as Markdown, for an issue, a chat or notes: problem, settings, code, outcome, cost, and where to see it. */
import { assertNever } from '../guidance/assert-never';
import type { TestOutcome } from '../guidance/ports';
import { isProgramTest, type ProblemTest, shownTest } from '../problems/problem-test';
import { type Problem, problemKind } from '../problems/schema';
import type { RunView } from '../runs/run-view';
import { costWords, modelWords, outcomeSentence, outcomeWords, settingsRows } from './provenance';

/** null before a run has begun. */
export function runMarkdown(view: RunView, link: string | null): string | null {
  const { started } = view;
  if (started === null) return null;
  const { problem } = started;
  return [
    `## ${inline(problem.title.trim() === '' ? 'Untitled problem' : problem.title)}`,
    quoted(problem.statement),
    ...(problemKind(problem) === 'function' && problem.setup.trim() !== ''
      ? ['Setup:', fenced(problem.setup, 'python')]
      : []),
    testsPart('Visible tests', problem, problem.visibleTests, view.visible),
    ...(problem.hiddenTests.length === 0 ? [] : [testsPart('Hidden tests', problem, problem.hiddenTests, view.hidden)]),
    `### Answer`,
    outcomeSentence(view),
    view.code === '' ? '*Nothing was written.*' : fenced(view.code, 'python'),
    [
      `- model: ${inline(modelWords(started))}`,
      ...settingsRows(started).map(([name, value]) => `- ${name}: ${codeSpan(value)}`),
      `- cost: ${costWords(view)}`,
      ...(link === null ? [] : [`- [open it in the playground](<${link}>)`]),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function testsPart(
  name: string,
  problem: Problem,
  tests: readonly ProblemTest[],
  outcomes: readonly TestOutcome[] | null,
): string {
  const kind = problemKind(problem);
  switch (kind) {
    case 'function':
      return `${name}:\n\n${fenced(
        tests.map((test, i) => `${shownTest(test)}${behind(outcomes?.[i])}`).join('\n'),
        'python',
      )}`;
    case 'program':
    case 'snippet':
      return `${name}:\n\n${tests.map((test, i) => programTest(test, outcomes?.[i])).join('\n')}`;
    default:
      return assertNever(kind);
  }
}

function programTest(test: ProblemTest, outcome: TestOutcome | undefined): string {
  const words = outcomeWords(outcome);
  const text = isProgramTest(test)
    ? `input ${codeSpan(JSON.stringify(test.input))} prints ${codeSpan(JSON.stringify(test.output))}`
    : inline(shownTest(test));
  return `- ${text}${words === null ? '' : `: ${codeSpan(words)}`}`;
}

function behind(outcome: TestOutcome | undefined): string {
  const words = outcome?.kind === 'passed' ? null : outcomeWords(outcome);
  return words === null ? '' : `  # ${words.replace(/\s+/g, ' ')}`;
}

/** A fence longer than any in the text, so that nothing of it ends the block. */
function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1));
  return `${fence}${language}\n${text.replace(/\s+$/, '')}\n${fence}`;
}

function codeSpan(text: string): string {
  const ticks = '`'.repeat(longestTicks(text) + 1);
  const line = text.replace(/\s+/g, ' ');
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

/** Plain words: nothing of them is taken for Markdown or HTML. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
}

function quoted(text: string): string {
  return text
    .trim()
    .split(/\r\n?|\n/)
    .map((line) => `> ${inline(line)}`.trimEnd())
    .join('\n');
}
