/** The formats of problem files: how a row of each is told by its fields, who reads it, and what is visible of it. */
import { readApps, readSelectedApps } from './apps';
import { readCodeContests } from './codecontests';
import { readDs1000 } from './ds1000';
import { readHumanEval } from './humaneval';
import { isExtended, readMbpp } from './mbpp';
import { readOwn } from './own';
import type { ReadRow, Row } from './row';

export interface Format {
  readonly id: string;
  /** As people call the set. */
  readonly name: string;
  readonly visible: string;
  readonly hidden: string;
  readonly why: string;
  readonly matches: (row: Row) => boolean;
  readonly read: (row: Row) => ReadRow;
}

const has =
  (...names: readonly string[]) =>
  (row: Row) =>
    names.every((name) => row.has(name));

const ET_WHY = 'The longer list was made to find answers that the short one lets pass; shown, it would find none.';

/** The first that matches reads the row. */
export const FORMATS: readonly Format[] = [
  {
    id: 'own',
    name: 'own format',
    visible: 'visibleTests',
    hidden: 'hiddenTests',
    why: 'The file says which are which.',
    matches: has('visibleTests'),
    read: readOwn,
  },
  {
    id: 'ds-1000',
    name: 'DS-1000',
    visible: 'that the code runs on the input of case 1 and leaves a result, which is shown',
    hidden: 'the expected results of all cases, and how the code must be written',
    why: 'Its tests hold what was expected; only the input can be shown without giving it away.',
    matches: has('code_context'),
    read: readDs1000,
  },
  {
    id: 'codecontests',
    name: 'CodeContests',
    visible: 'the first three public tests',
    hidden: 'the other public tests, the private and the generated ones',
    why: 'As in the paper: the public ones stand in the statement.',
    matches: has('public_tests'),
    read: readCodeContests,
  },
  {
    id: 'codecontests-function',
    name: 'CodeContests (functions)',
    visible: 'given_tests',
    hidden: 'the asserts of check',
    why: 'The given ones are the samples of the statement.',
    matches: has('entry_point', 'prompt', 'given_tests'),
    read: readHumanEval,
  },
  {
    id: 'humaneval-et',
    name: 'HumanEval-ET',
    visible: 'the examples of the docstring',
    hidden: 'test_case_list',
    why: ET_WHY,
    matches: has('entry_point', 'prompt', 'test_case_list'),
    read: readHumanEval,
  },
  {
    id: 'humaneval',
    name: 'HumanEval',
    visible: 'sample_io where there is one, else the examples of the docstring',
    hidden: 'the asserts of check',
    why: 'As in the paper: what stands in the prompt is visible.',
    matches: has('entry_point', 'prompt', 'test'),
    read: readHumanEval,
  },
  {
    id: 'apps',
    name: 'APPS',
    visible: 'the first two tests',
    hidden: 'all others',
    why: 'The set marks no samples; the first ones are usually those of the statement.',
    matches: has('question', 'input_output'),
    read: readApps,
  },
  {
    id: 'apps-selected',
    name: 'APPS (selected)',
    visible: 'sample_io',
    hidden: 'test_list',
    why: 'The samples are those of the statement.',
    matches: has('description', 'test_list'),
    read: readSelectedApps,
  },
  {
    id: 'mbpp-et',
    name: 'MBPP-ET',
    visible: "the first three tests, MBPP's own",
    hidden: 'the tests after them',
    why: ET_WHY,
    matches: (row) => row.has('test_list') && isExtended(row),
    read: readMbpp,
  },
  {
    id: 'mbpp',
    name: 'MBPP',
    visible: 'test_list',
    hidden: 'challenge_test_list',
    why: 'As in the paper, whose prompts hold all three.',
    matches: has('test_list'),
    read: readMbpp,
  },
];

export function formatOf(row: Row): Format | null {
  return FORMATS.find((format) => format.matches(row)) ?? null;
}

export function formatNamed(id: string): Format | null {
  return FORMATS.find((format) => format.id === id) ?? null;
}
