/** numpy's values, with the numpy of the machine's own python3: how they are shown, and that they arrive as they were. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./arrays_check.py', import.meta.url));
const RUNTIME = fileURLToPath(new URL('../../workers/python/runtime', import.meta.url));

const RowsSchema = v.nullable(
  v.array(v.object({ source: v.string(), shown: v.string(), same: v.nullable(v.boolean()) })),
);

/** What is shown, and whether it can be handed over. */
const VALUES: Readonly<Record<string, readonly [shown: string, handedOver: boolean]>> = {
  'np.int64(3)': ['np.int64(3)', true],
  'np.float64(0.1)': ['np.float64(0.1)', true],
  'np.bool_(True)': ['np.bool(True)', true],
  'np.str_("x")': ["np.str_('x')", true],
  'np.complex64(1 + 2j)': ['np.complex64((1+2j))', true],
  'np.datetime64("2020-01-02")': ['<datetime64>', true],
  'np.array(5)': ['array(5)', true],
  'np.array([])': ['array([])', true],
  'np.zeros((2, 0))': ['array([[], []])', true],
  'np.arange(6).reshape(2, 3)': ['array([[0, 1, 2], [3, 4, 5]])', true],
  'np.asfortranarray(np.arange(6.0).reshape(2, 3))': ['array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])', true],
  'np.arange(10)[::-2]': ['array([9, 7, 5, 3, 1])', true],
  'np.arange(100)': ['array([0, 1, 2, 3, 4, 5, 6, 7, ...])', true],
  'np.array(["a", "bcd"])': ["array(['a', 'bcd'])", true],
  '{"a": [np.int64(2), (np.float32(0.5),)]}': ["{'a': [np.int64(2), (np.float32(0.5),)]}", true],
  'np.zeros((2, 2, 2, 2))': ['<ndarray>', true],
  'np.array([None, 1])': ['<ndarray>', false],
  'np.zeros(1_000_000)': ['array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ...])', false],
  'np.zeros(1).view(Liar)': ['<Liar>', false],
  'np.ma.array([1])': ['<MaskedArray>', false],
};

test('values of numpy are shown and handed over', (context) => {
  const { stdout, error } = spawnSync('python3', ['-B', SCRIPT, RUNTIME], {
    input: JSON.stringify(Object.keys(VALUES)),
    encoding: 'utf8',
  });
  const rows = error === undefined ? v.parse(RowsSchema, JSON.parse(stdout)) : null;
  if (rows === null) {
    console.log("Skipped: values of numpy, because this machine's python3 has no numpy.");
    context.skip();
    return;
  }
  expect(rows).toEqual(
    Object.entries(VALUES).map(([source, [shown, handedOver]]) => ({ source, shown, same: handedOver ? true : null })),
  );
});
