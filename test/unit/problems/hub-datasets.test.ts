/** Data sets by name, against a real server with the Hub's addresses. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProblemFile } from '../../../src/problem-files/read-problem-file';
import { fileAddress, listDataset, readDatasetName } from '../../../src/problem-sets/hub-datasets';
import { viewerRows, viewerSplits } from '../../../src/problem-sets/hub-viewer';

const LISTING = [
  { type: 'directory', path: 'data', oid: '1' },
  { type: 'file', path: 'data/test.jsonl.gz', size: 200 },
  { type: 'file', path: 'small.json', size: 10 },
  { type: 'file', path: 'README.md', size: 5 },
];
/** 150 rows, of which the viewer has cut one. */
function viewerPage(url: URL): object {
  const offset = Number(url.searchParams.get('offset'));
  const rows = Array.from({ length: Math.min(100, 150 - offset) }, (_, i) => ({
    row_idx: offset + i,
    row: { task_id: offset + i, text: 'Do.', test_list: ['assert f(1) == 1'] },
    truncated_cells: offset + i === 120 ? ['text'] : [],
  }));
  return { features: [], rows, num_rows_total: 150, partial: false };
}

const server = createServer((request, response) => {
  const answers: Readonly<Record<string, unknown>> = {
    '/api/datasets/owner/set/tree/main?recursive=true': LISTING,
    '/api/datasets/owner/set/tree/refs%2Fconvert?recursive=true': [{ type: 'file', path: 'a.parquet', size: 1 }],
    '/splits?dataset=owner%2Fset': { splits: [{ dataset: 'owner/set', config: 'default', split: 'test' }] },
    '/api/datasets/owner/odd/tree/main?recursive=true': { error: 'x' },
  };
  const answer = answers[request.url ?? ''];
  if (request.url?.startsWith('/rows')) {
    response.end(JSON.stringify(viewerPage(new URL(request.url, hub))));
    return;
  }
  response.statusCode = answer === undefined ? 404 : 200;
  if (request.url?.startsWith('/api/datasets/owner/private')) response.statusCode = 401;
  response.end(JSON.stringify(answer ?? {}));
});
let hub = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const named = (name: string, revision = 'main') => ({ name, revision, file: null });

describe('the name of a data set', () => {
  it.each([
    ['openai/openai_humaneval', { name: 'openai/openai_humaneval', revision: 'main', file: null }],
    [' a/b@v1.0:data/x.jsonl ', { name: 'a/b', revision: 'v1.0', file: 'data/x.jsonl' }],
    ['https://huggingface.co/datasets/a/b', { name: 'a/b', revision: 'main', file: null }],
    ['https://huggingface.co/datasets/a/b/blob/dev/x/y.json', { name: 'a/b', revision: 'dev', file: 'x/y.json' }],
  ])('%s', (text, name) => {
    expect(readDatasetName(text)).toEqual(name);
  });

  it.each(['one', 'a/b/c', 'https://example.org/a/b', '../etc', 'a/..', 'a b/c', ''])('%j is none', (text) => {
    expect(readDatasetName(text)).toBeNull();
  });
});

describe('the files of a data set', () => {
  it('are those that can be read, the smallest first, and where they lie', async () => {
    const { readable, others } = await listDataset(named('owner/set'), hub);
    expect(readable.map(({ path }) => path)).toEqual(['small.json', 'data/test.jsonl.gz']);
    expect(others.map(({ path }) => path)).toEqual(['README.md']);
    expect(fileAddress(named('owner/set'), 'data/a b.jsonl', hub)).toBe(
      `${hub}/datasets/owner/set/resolve/main/data/a%20b.jsonl`,
    );
    expect((await listDataset(named('owner/set', 'refs/convert'), hub)).readable).toEqual([]);
  });

  it.each([
    ['owner/missing', 'there is no data set owner/missing'],
    ['owner/private', 'not public'],
    ['owner/odd', 'no listing'],
  ])('%s: %s', async (name, words) => {
    await expect(listDataset(named(name), hub)).rejects.toThrow(words);
  });

  it('that are Parquet alone are read through the viewer, a hundred rows at a time', async () => {
    const [split] = await viewerSplits('owner/set', hub);
    if (split === undefined) throw new Error('no split');
    const { problems, broken } = await readProblemFile(viewerRows(split, hub));
    expect(problems).toHaveLength(149);
    expect(broken).toEqual([{ place: 121, reason: expect.stringContaining('cut_by_the_viewer') }]);
    await expect(viewerSplits('owner/none', hub)).rejects.toThrow('answered 404');
    await expect(viewerSplits('a/b', 'http://127.0.0.1:1')).rejects.toThrow('did not answer');
  });

  it('offline: said', async () => {
    await expect(listDataset(named('a/b'), 'http://127.0.0.1:1')).rejects.toThrow(
      'did not answer: is there a network?',
    );
  });
});
