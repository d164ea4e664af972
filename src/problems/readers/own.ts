/** Our own fields: those of src/problems/schema.ts, a function, a program or a piece of code, and perhaps `solution`. */
import { entryPointOf } from './python-text';
import { type ReadRow, type Row, RowFault } from './row';

export function readOwn(row: Row): ReadRow {
  const id = row.identifier('id', 'task_id');
  const kind = row.value('kind');
  const solution = row.value('solution') ?? row.value('code');
  const tags = row.value('tags');
  const common = {
    id,
    title: row.optionalText('title') || id,
    ...(typeof row.value('level') === 'number' ? { level: row.value('level') } : {}),
    statement: row.text('statement'),
    setup: row.optionalText('setup'),
    ...(row.has('packages') ? { packages: row.texts('packages') } : {}),
  };
  return {
    problem: { ...common, ...(kind === 'program' || kind === 'snippet' ? caseParts(row, kind) : functionParts(row)) },
    solution: typeof solution === 'string' ? solution : null,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string').slice(0, 20) : [],
    notes: [],
  };
}

function functionParts(row: Row) {
  const visibleTests = row.tests('visibleTests');
  const entryPoint = row.optionalText('entryPoint') || entryPointOf(visibleTests[0] ?? '');
  if (entryPoint === null) throw new RowFault('its first test calls no function');
  return { entryPoint, visibleTests, hiddenTests: row.texts('hiddenTests') };
}

function caseParts(row: Row, kind: string) {
  const visibleTests = row.value('visibleTests');
  if (!Array.isArray(visibleTests) || visibleTests.length === 0) {
    throw new RowFault('its field visibleTests holds no tests');
  }
  return { kind, visibleTests, hiddenTests: row.value('hiddenTests') ?? [] };
}
