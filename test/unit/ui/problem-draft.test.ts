import { describe, expect, it } from 'vitest';
import {
  checkDraft,
  draftHint,
  draftOf,
  type ProblemDraft,
  sameDraft,
  splitTests,
} from '../../../src/playground/problem-draft';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import { SAMPLE_PROBLEM } from './sample-run';

const draft = (changes: Partial<ProblemDraft>): ProblemDraft => ({ ...draftOf(SAMPLE_PROBLEM), ...changes });

function message(changes: Partial<ProblemDraft>, field: 'statement' | 'entryPoint' | 'visibleTests' | 'hiddenTests') {
  const checked = checkDraft(draft(changes));
  return checked.kind === 'invalid' ? checked.messages.get(field) : undefined;
}

describe('splitTests', () => {
  it('takes one test per line and drops blank lines', () => {
    expect(splitTests('assert a\n\n  \nassert b\r\nassert c')).toEqual(['assert a', 'assert b', 'assert c']);
  });

  it('lets an indented line go on with the assert above it', () => {
    expect(splitTests('assert f([\n    1,\n]) == 1')).toEqual(['assert f([\n    1,', ']) == 1']);
    expect(splitTests('assert f([\n    1]) == 1\nassert g')).toEqual(['assert f([\n    1]) == 1', 'assert g']);
  });
});

describe('checkDraft', () => {
  it.each(BUNDLED_PROBLEMS.map((problem) => [problem.id, problem] as const))(
    'gives %s back as it was',
    (_, problem) => {
      expect(checkDraft(draftOf(problem))).toEqual({ kind: 'problem', problem });
    },
  );

  it('names the field that is empty', () => {
    expect(message({ statement: '  \n' }, 'statement')).toBe('Statement is empty: say what the function should do.');
    expect(message({ visibleTests: '' }, 'visibleTests')).toContain('no visible test');
    expect(message({ entryPoint: 'my function' }, 'entryPoint')).toBe('Function name is not a Python name.');
  });

  it.each([
    ['sum_large([1], 1) == 1', 'is no assert'],
    ['assertion(1)', 'is no assert'],
    ['assert', 'asserts nothing'],
    ['assert sum_large([1, 2 == 3', 'lacks a ]'],
    ['assert sum_large([1], 1)) == 3', 'closes nothing'],
    ["assert sum_large('a) == 3", 'quote that is never closed'],
  ])('refuses %s', (test, words) => {
    expect(message({ visibleTests: test }, 'visibleTests')).toContain(words);
    expect(message({ hiddenTests: test }, 'hiddenTests')).toContain(words);
  });

  it.each([
    "assert f('(') == ')'",
    'assert f("it\'s") == 1  # an apostrophe: don\'t mind',
    "assert f('\\'') == ''",
    'assert(f(1) == 2)',
  ])('lets %s pass', (test) => {
    expect(message({ visibleTests: test }, 'visibleTests')).toBeUndefined();
  });

  it('says which of several tests is wrong', () => {
    expect(message({ visibleTests: 'assert f(1) == 1\nf(2)' }, 'visibleTests')).toMatch(/^Test 2 /);
  });
});

describe('draftHint', () => {
  it('points at a test that never calls the function', () => {
    expect(draftHint(draft({ visibleTests: 'assert sum_large([], 1) == 0\nassert 1 == 1' }))).toMatch(/^Test 2 /);
    expect(draftHint(draft({}))).toBeNull();
  });
});

describe('sameDraft', () => {
  it('sees every field that can be edited', () => {
    expect(sameDraft(draft({}), draft({}))).toBe(true);
    expect(sameDraft(draft({}), draft({ setup: 'x = 1' }))).toBe(false);
  });
});
