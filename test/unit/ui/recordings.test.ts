import { describe, expect, it } from 'vitest';
import { createRecordings } from '../../../src/ui/recordings/recordings';
import { sampleRun } from './sample-run';

type Answer = { readonly status: number; readonly body: unknown } | Error;

/** A server that gives each file's answers in turn, the last for ever. */
function served(files: Record<string, readonly Answer[]>) {
  const asked: string[] = [];
  const recordings = createRecordings(async (file) => {
    const answers = files[file] ?? [{ status: 404, body: null }];
    const answer = answers[Math.min(asked.filter((one) => one === file).length, answers.length - 1)];
    asked.push(file);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing');
    return { ok: answer.status === 200, status: answer.status, json: async () => answer.body };
  });
  return { recordings, asked };
}

const RUN = { status: 200, body: { format: 1, events: sampleRun() } };

describe('recorded runs', () => {
  it('are fetched once, however often they are asked for', async () => {
    const { recordings, asked } = served({ 'rescue.json': [RUN] });
    const [one, other] = await Promise.all([recordings.fetchRun('rescue'), recordings.fetchRun('rescue')]);
    expect(one).toBe(other);
    expect(await recordings.fetchRun('rescue')).toBe(one);
    expect(asked).toEqual(['rescue.json']);
    expect(recordings.run('first').value.kind).toBe('none');
  });

  it.each([
    ['a server that has none', { status: 404, body: null }, 'the server answers 404'],
    ['a broken connection', new Error('Failed to fetch'), 'Failed to fetch'],
    ['a file of something else', { status: 200, body: { hello: 'world' } }, 'it has no "format" and "events"'],
  ])('say what is wrong with %s, and can be asked for again', async (_, wrong, words) => {
    const { recordings } = served({ 'first.json': [wrong, RUN] });
    expect(await recordings.fetchRun('first')).toBeNull();
    expect(recordings.run('first').value).toMatchObject({ kind: 'failed', message: expect.stringContaining(words) });
    expect(await recordings.fetchRun('first')).toHaveLength(sampleRun().length);
    expect(recordings.run('first').value.kind).toBe('here');
  });

  it('are listed by an index that is checked', async () => {
    const { recordings } = served({ 'index.json': [{ status: 200, body: { format: 2, runs: [] } }] });
    await recordings.fetchIndex();
    expect(recordings.index.value).toMatchObject({ kind: 'failed', message: expect.stringContaining('not the list') });
  });
});
