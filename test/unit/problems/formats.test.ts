/** The other formats, on rows in their published shape; and the published files themselves where they are at hand. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProblemFile } from '../../../src/problem-files/read-problem-file';
import { readProblemText } from '../../../src/problems/readers/problem-rows';
import { describeWithData } from '../needs';

function read(row: object) {
  const { problems, broken } = readProblemText(JSON.stringify(row));
  expect(broken).toEqual([]);
  const [only] = problems;
  if (only === undefined) throw new Error('nothing was read');
  return only;
}

const HUMANEVAL = {
  task_id: 'HumanEval/900',
  prompt:
    'import math\n\ndef half(x):\n    return x / 2\n\ndef grow(xs: List[int], by=1) -> List[int]:\n    """Add to each.\n' +
    '    >>> grow([1, 2])\n    [2, 3]\n    >>> grow([1], by=2) == [3]\n    grow([0]) ➞ [1]\n    grow([9]) # returns [10]\n    grow(n) == 1\n    """\n',
  entry_point: 'grow',
  canonical_solution: '    return [x + by for x in xs]\n',
  test: 'METADATA = {}\n\ndef check(candidate):\n    assert True, "ok"\n    # a remark\n    assert candidate([5]) == [6]\n    assert candidate(\n        [7]) == [8], "candidate"\n',
};

describe('HumanEval', () => {
  it('shows the examples of the docstring and takes check apart', () => {
    const { format, problem, solution } = read(HUMANEVAL);
    expect(format).toBe('humaneval');
    expect(problem).toMatchObject({
      entryPoint: 'grow',
      visibleTests: [
        'assert grow([1, 2]) == [2, 3]',
        'assert grow([1], by=2) == [3]',
        'assert grow([0]) == [1]',
        'assert grow([9]) == [10]',
      ],
      hiddenTests: ['assert grow([5]) == [6]', 'assert grow(\n        [7]) == [8], "candidate"'],
    });
    expect(problem.setup).toContain('from typing import List\n');
    expect(problem.setup).toContain('def half(x)');
    expect(problem.statement).toContain('def grow(xs: List[int], by=1) -> List[int]:');
    expect(solution).toBe(HUMANEVAL.prompt + HUMANEVAL.canonical_solution);
  });

  it('keeps a check with a loop whole', () => {
    const test = 'def check(candidate):\n    for i in range(3):\n        assert candidate([i]) == [i + 1]\n';
    expect(read({ ...HUMANEVAL, test }).problem.hiddenTests).toEqual([`${test.trim()}\ncheck(grow)`]);
  });

  it('prefers samples of the file, and the long list of the ET edition', () => {
    const { format, problem } = read({
      ...HUMANEVAL,
      sample_io: ['assert grow([3]) == [4]'],
      test_case_list: ['assert grow([4]) == [5]'],
    });
    expect(format).toBe('humaneval-et');
    expect(problem).toMatchObject({
      visibleTests: ['assert grow([3]) == [4]'],
      hiddenTests: ['assert grow([4]) == [5]'],
    });
  });

  it('says so where the statement shows nothing that can be run', () => {
    const { problem, notes } = read({ ...HUMANEVAL, prompt: 'def grow(xs):\n    """Add."""\n' });
    expect(problem.visibleTests).toEqual(['assert grow([5]) == [6]']);
    expect(notes[0]).toContain('the first of its tests is visible');
  });
});

describe('MBPP', () => {
  it('in its sanitised edition has imports', () => {
    const row = { task_id: 2, prompt: 'Do.', code: '', test_imports: ['import math'], test_list: ['assert f(1) == 2'] };
    expect(read(row).problem).toMatchObject({ statement: 'Do.', setup: 'import math' });
  });

  it('in its ET edition hides all but the first three', () => {
    const test_list = Array.from({ length: 12 }, (_, i) => `assert f(${i}) == ${i}`);
    const { format, problem } = read({ task_id: 2, text: 'Do.', test_list });
    expect(format).toBe('mbpp-et');
    expect(problem.visibleTests).toEqual(test_list.slice(0, 3));
    expect(problem.hiddenTests).toEqual(test_list.slice(3));
  });
});

describe('CodeContests', () => {
  const row = {
    name: '1_A. Sum',
    description: 'Print the sum.',
    public_tests: { input: ['1 2\n', '3 4\n', '5 6\n', '7 8\n'], output: ['3\n', '7\n', '11\n', '15\n'] },
    private_tests: { input: ['0 0\n'], output: ['0\n'] },
    generated_tests: { input: ['9 9\n', '0 0\n'], output: ['18\n', '0\n'] },
    solutions: { language: [2, 3], solution: ['int main', 'print(sum(map(int, input().split())))'] },
    difficulty: 7,
    time_limit: { seconds: 1, nanos: 0 },
  };

  it('shows the first three public tests', () => {
    const { format, problem, solution, tags } = read(row);
    expect(format).toBe('codecontests');
    expect(problem.kind).toBe('program');
    expect(problem.visibleTests).toHaveLength(3);
    expect(problem.hiddenTests).toEqual([
      { input: '7 8\n', output: '15\n' },
      { input: '0 0\n', output: '0\n' },
      { input: '9 9\n', output: '18\n' },
    ]);
    expect(solution).toBe('print(sum(map(int, input().split())))');
    expect(tags).toEqual(['difficulty 7']);
  });

  it('leaves out what is too long to be run, and says so', () => {
    const generated_tests = { input: ['x'.repeat(1_000_001)], output: ['1'] };
    const { notes } = read({ ...row, generated_tests });
    expect(notes).toEqual(['1 hidden case is left out: too many or too long']);
  });

  it('with lists of different lengths is broken', () => {
    const text = JSON.stringify({ ...row, private_tests: { input: ['1'], output: [] } });
    expect(readProblemText(text).broken[0]?.reason).toBe('its field private_tests has 1 inputs and 0 outputs');
  });
});

describe('APPS', () => {
  const row = { problem_id: 4, question: 'Do.', solutions: '["a = 1"]', difficulty: 'interview', starter_code: '' };

  it('has programs', () => {
    const input_output = JSON.stringify({ inputs: ['1\n', '2\n', ['3', '4']], outputs: ['2\n', '3\n', ['5', '6']] });
    const { problem, solution, tags } = read({ ...row, input_output });
    expect(problem).toMatchObject({
      kind: 'program',
      visibleTests: [
        { input: '1\n', output: '2\n' },
        { input: '2\n', output: '3\n' },
      ],
      hiddenTests: [{ input: '3\n4', output: '5\n6' }],
    });
    expect([solution, tags]).toEqual(['a = 1', ['interview']]);
  });

  it('has functions and methods, whose numbers stay as they are', () => {
    const input_output =
      '{"fn_name": "go", "inputs": [[10000000000000000001, 1.0, null], ["it\'s\\n", true], [[]]], "outputs": [[7], false, []]}';
    expect(read({ ...row, input_output }).problem).toMatchObject({
      entryPoint: 'go',
      visibleTests: ['assert go(10000000000000000001, 1.0, None) in (7, [7])', 'assert go("it\'s\\n", True) == False'],
      hiddenTests: ['assert go([]) == []'],
    });
    const starter_code = 'class Solution:\n    def go(self, xs: List[int]) -> int:\n';
    const method = read({ ...row, input_output, starter_code }).problem;
    expect(method.entryPoint).toBe('Solution');
    expect(method.visibleTests[1]).toContain('assert Solution().go(');
    expect(method.setup).toBe('from typing import List\n');
  });

  it('in its selected edition prints values as Python does', () => {
    const text =
      '{"name": "1", "id": 1, "description": "Do.", "starter_code": "", "sample_io": [{"input": "a", "output": [true]}], ' +
      '"test_list": [{"input": "b", "output": [1.0]}, {"input": "c", "output": [["x", null]]}]}';
    const { problems } = readProblemText(`${text}\n${text}`);
    expect(problems[0]?.problem.visibleTests).toEqual([{ input: 'a', output: 'True' }]);
    expect(problems[0]?.problem.hiddenTests).toEqual([
      { input: 'b', output: '1.0' },
      { input: 'c', output: "['x', None]" },
    ]);
    expect(problems[1]?.problem.id).toBe('1 (2)');
  });
});

describe('DS-1000', () => {
  const code_context =
    'def generate_test_case(i):\n    return [i], i\nexec_context = "x = test_input\\n[insert]\\n"\n' +
    'def test_execution(solution):\n    pass\ndef test_string(solution):\n    pass\n';
  const row = {
    prompt: 'Do.',
    reference_code: 'result = x[0]',
    metadata: { problem_id: 12, library: 'Pandas' },
    code_context,
  };

  it('shows that the code runs, and hides what was expected', () => {
    const { problem, solution, notes } = read(row);
    expect(problem).toMatchObject({
      kind: 'snippet',
      id: 'DS-1000/12',
      visibleTests: [{ check: 'runs', case: 1 }],
      hiddenTests: [{ check: 'result' }, { check: 'source' }],
      setup: code_context,
    });
    expect([solution, notes]).toEqual(['result = x[0]', []]);
  });

  it('names a library that the sandbox lacks, and a form that is not read', () => {
    expect(read({ ...row, metadata: { problem_id: 1, library: 'Pytorch' } }).notes[0]).toContain('needs Pytorch');
    const { broken } = readProblemText(JSON.stringify({ ...row, code_context: 'x = 1' }));
    expect(broken[0]?.reason).toContain('defines no generate_test_case');
  });
});

describeWithData('published files', (dataDir) => {
  it.each([
    ['mbpp.test.jsonl.gz', 'mbpp', 500],
    ['HumanEval.jsonl.gz', 'humaneval', 164],
    ['HumanEval.with_samples.jsonl.gz', 'humaneval', 164],
    ['HumanEval_ET.jsonl.gz', 'humaneval-et', 164],
    ['MBPP_ET.sample40.jsonl.gz', 'mbpp-et', 40],
    ['CodeContests.functional150.jsonl.gz', 'codecontests-function', 150],
    ['APPS.selected150.stdio.jsonl.gz', 'apps-selected', 150],
  ])('%s is read whole, as %s: %i problems with visible and hidden tests', async (file, format, count) => {
    const bytes = new Blob([readFileSync(path.join(dataDir, file))]).stream();
    const { problems, broken, stopped } = await readProblemFile(bytes);
    expect([broken, stopped]).toEqual([[], null]);
    expect(problems).toHaveLength(count);
    expect(new Set(problems.map((one) => one.format))).toEqual(new Set([format]));
    expect(new Set(problems.map(({ problem }) => problem.id)).size).toBe(count);
    const bare = problems.filter(({ problem }) => problem.hiddenTests.length === 0);
    // Most tasks of MBPP have no challenge tests, and some samples of APPS are all that there is.
    if (!['mbpp', 'apps-selected'].includes(format)) expect(bare).toEqual([]);
  });
});
