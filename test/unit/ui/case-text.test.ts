import { describe, expect, it } from 'vitest';
import { readCases, readChecks, testsText } from '../../../src/playground/case-text';
import { checkDraft, draftOf } from '../../../src/playground/problem-draft';
import { ALL_BUNDLED } from '../../../src/problems/bundled';

describe('cases as text', () => {
  it('come back as they were, whatever the data', () => {
    const cases = [
      { input: '2 3\n', output: '5\n' },
      { input: '', output: '' },
      { input: 'no newline', output: '\n' },
      { input: '--- input\n\\--- output\n\n', output: ' --- output\n' },
      { input: '1', output: '0.5', comparison: { whitespace: 'trailing' as const, floatTolerance: 1e-6 } },
      { input: '1\n', output: ' x', comparison: { whitespace: 'exact' as const, floatTolerance: null } },
    ];
    expect(readCases(testsText(cases))).toEqual({ tests: cases, problem: null });
  });

  it.each([
    ['5\n', 'The first line belongs to no case'],
    ['--- input\n5', 'Case 1 has no --- output'],
    ['--- output\n5', 'The output of case 1 has no --- input'],
    ['--- input\n--- output\n--- input\n1\n--- input\n', 'Case 2 has no --- output'],
  ])('%j is told', (text, words) => {
    expect(readCases(text).problem).toContain(words);
  });

  it('holds checks by their names', () => {
    expect(readChecks('runs 2\nresult\n\nsource').tests).toEqual([
      { check: 'runs', case: 2 },
      { check: 'result' },
      { check: 'source' },
    ]);
    expect(readChecks('all').problem).toContain('“all” is no check');
  });
});

describe('a draft', () => {
  it.each(ALL_BUNDLED.map((problem) => [problem.id, problem] as const))(
    'of %s becomes the same problem',
    (_id, problem) => {
      expect(checkDraft(draftOf(problem))).toEqual({ kind: 'problem', problem });
    },
  );
});
