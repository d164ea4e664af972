/** Branches: what they begin with, how they are listed, and where they part. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import { branchOf } from '../../../src/playground/branch-run';
import { Branches, type BranchRequest } from '../../../src/playground/branches';
import { type BranchStart, givenIds } from '../../../src/playground/given-ids';
import { RunLog } from '../../../src/playground/run-log';
import { attemptSeedOf, beginningOf, writtenLines } from '../../../src/runs/beginning';
import { foldRun } from '../../../src/runs/run-view';
import { keptWords, laneName, laneState, laneWords } from '../../../src/ui/branch/branch-words';
import { pairOfCodes } from '../../../src/ui/branch/lane-code';
import { idsOf, OTHER, RIGHT, toyRun, WRONG } from './toy-run';

const NEVER = new AbortController().signal;
const at = (line: number, tokens: number, text?: string): BranchStart => ({
  kind: 'place',
  place: { line, tokens },
  token: text === undefined ? null : { id: text.charCodeAt(0), text },
});

/** A tokenizer whose tokens are characters, and that loses tabs. */
const reader = {
  encode: async (_: unknown, texts: readonly string[]) => texts.map((text) => idsOf(text.replaceAll('\t', ' '))),
  decode: async (_: unknown, ids: readonly number[]) => String.fromCharCode(...ids),
};

describe('what a run had written', () => {
  it('before any of its tokens, is what the loop had then', async () => {
    const { events, view } = await toyRun();
    for (const line of view.lines) {
      for (let tokens = 0; tokens <= line.text.length; tokens++) {
        const before = view.lines.slice(0, line.line).map(({ text }) => text);
        const text = before.join('') + line.text.slice(0, tokens);
        expect(beginningOf(events, { line: line.line, tokens })).toEqual({ ids: idsOf(text), text });
      }
    }
  });

  it('is that of the last attempt, and of given lines too', async () => {
    const { events } = await toyRun({ retries: 1, gamma: -1 }, { forced: idsOf('def f(x):\n') });
    expect(events.some((event) => event.kind === 'attempt-started')).toBe(true);
    expect(writtenLines(events).map(({ text }) => text)).toEqual(['def f(x):\n', '    y = 0\n', '    return y\n', '']);
    expect(attemptSeedOf(events)).not.toBe(attemptSeedOf(events.slice(0, 1)));
  });
});

describe('a branch begins', () => {
  it('with the ids of its run, and the token that was picked', async () => {
    const { events } = await toyRun();
    expect(await givenIds(NEVER, reader, events, at(1, 8, 'z'), true)).toEqual(idsOf('def f(x):\n    y = z'));
    expect(await givenIds(NEVER, reader, events, at(0, 0), true)).toEqual([]);
  });

  it('with the text of it, read anew, where another model goes on', async () => {
    const { events } = await toyRun();
    const shouting = { ...reader, encode: async (_: unknown, [text = '']: readonly string[]) => [[text.length]] };
    expect(await givenIds(NEVER, shouting, events, at(1, 0), false)).toEqual(['def f(x):\n'.length]);
  });

  it('with edited lines: those before the first change keep their ids', async () => {
    const { events, view } = await toyRun();
    const asked: string[] = [];
    const noting = {
      ...reader,
      encode: (_: unknown, texts: readonly string[]) => {
        asked.push(...texts);
        return reader.encode(_, texts);
      },
    };
    const edited = { kind: 'edited', text: 'def f(x):\n    z = 7\n', code: view.code } as const;
    expect(await givenIds(NEVER, noting, events, edited, true)).toEqual(idsOf(edited.text));
    expect(asked).toEqual(['    z = 7\n']);
  });

  it('with all of an edited text read at once where its pieces would not give it back', async () => {
    const { events, view } = await toyRun();
    const text = 'def f(x):\n\tz = 7\n';
    expect(await givenIds(NEVER, reader, events, { kind: 'edited', text, code: view.code }, true)).toEqual(
      idsOf(text.replaceAll('\t', ' ')),
    );
  });

  it('with what the model wrote above the code, which an editor does not show', async () => {
    const { events } = await toyRun();
    const fenced = events.map(
      (event): RunEvent =>
        event.kind === 'line-finished' && event.line === 0
          ? { ...event, text: '```python\ndef f(x):\n', ids: [1, 2, 3] }
          : event,
    );
    const edited = { kind: 'edited', text: 'def f(x):\n    z', code: RIGHT } as const;
    expect(await givenIds(NEVER, reader, fenced, edited, false)).toEqual(idsOf('```python\ndef f(x):\n    z'));
  });

  it('as its run was made: limits, strategy, wording, and the plan where the same model goes on', async () => {
    const { events, model } = await toyRun({}, { plan: { decoding: 'stepping', maxBatch: 3 } });
    const started = events[0];
    if (started?.kind !== 'run-started') throw new Error('The run has no beginning.');
    const request: BranchRequest = { start: at(0, 0), agent: { ...started.agent, gamma: 0 } };
    const same = branchOf(started, events, request);
    expect(same.settings).toMatchObject({ agent: { gamma: 0 }, limits: started.limits, strategy: started.strategy });
    expect((await same.given(NEVER, model)).plan).toEqual(started.plan);
    const other = { ...model, description: { ...model.description, weightsSha256: 'other' } };
    expect((await same.given(NEVER, other)).plan).toBeUndefined();
  });
});

function logOf(events: readonly RunEvent[]): RunLog {
  const log = new RunLog((act) => act());
  for (const event of events) log.append(event);
  return log;
}

describe('lanes', () => {
  it('are listed with the run they come from, and never change it', async () => {
    const original = logOf((await toyRun()).events);
    const before = [...original.events];
    const branches = new Branches<RunLog>();
    const branch = logOf((await toyRun({ gamma: 0 }, { forced: idsOf('def f(x):\n') })).events);
    const agent = { ...DEFAULT_AGENT, candidates: 8, gamma: 0 };
    branches.add(original, branch, { start: at(1, 0), agent });
    const second = logOf((await toyRun()).events);
    branches.add(branch, second, { start: at(1, 4, 'z'), agent: { ...agent, seed: 4 } });
    const third = logOf([]);
    branches.add(original, third, { start: { kind: 'edited', text: 'a\nb\n', code: '' }, agent });
    const lanes = branches.lanes.value;
    expect(lanes.map((lane) => laneName(lane, lanes))).toEqual(['Original', 'Branch 1', 'Branch 2', 'Branch 3']);
    expect(lanes.map((lane) => laneWords(lane, lanes))).toEqual([
      'P: γ 3, seed 1',
      'From the start of line 2 of Original with γ 0 and the same seed',
      'From line 2, token 5, with “z” there, of Branch 1 with the same γ 0 and seed 4',
      'From your edit of the first 2 lines of Original with γ 0 and the same seed',
    ]);
    expect(original.events).toEqual(before);
    expect(laneState(original.view.value)).toEqual({ tone: 'pass', words: '✓ solved' });
    expect(laneState(branch.view.value)).toEqual({ tone: 'fail', words: '✗ not solved' });
    expect(laneState(third.view.value).tone).toBe('open');
    expect(keptWords(lanes, new Set())).toMatch(/brings all lanes back/);
    expect(keptWords(lanes, new Set([branch, third]))).toMatch(/loses Branch 1 and Branch 3:/);
    expect(keptWords(lanes, null)).toMatch(/as long as this page is open/);
    const ids = lanes.map(({ id }) => id);
    branches.remove(ids[3] ?? 0);
    branches.remove(ids[1] ?? 0);
    expect(branches.logOf(ids[1] ?? 0)).toBeNull();
    // The branch of the removed one stays; the original has none any more.
    expect(branches.lanes.value.map(({ log }) => log)).toEqual([second]);
  });
});

describe('two codes', () => {
  it('are cut at the token where they part', async () => {
    const first = (await toyRun()).view;
    const second = (await toyRun({}, { forced: idsOf('def f(x):\n    z') })).view;
    expect([first.code, second.code]).toEqual([RIGHT, OTHER]);
    const pair = pairOfCodes(first, second);
    expect(pair.line).toBe(1);
    expect(pair.first.map(({ kind, text }) => [kind, text])).toEqual([
      ['same', 'def f(x):\n    '],
      ['parting', 'y'],
      ['own', ' = x\n    return y\n'],
    ]);
    expect(pair.second.map(({ kind, text }) => [kind, text])).toEqual([
      ['given', 'def f(x):\n    '],
      ['parting', 'z'],
      ['own', ' = 7\n    return z\n'],
    ]);
  });

  it('are marked at the word where a given line parts', async () => {
    const first = (await toyRun()).view;
    const second = (await toyRun({}, { forced: idsOf('def f(x):\n    y = 0\n') })).view;
    const marked = pairOfCodes(first, second).second.find(({ kind }) => kind === 'parting');
    expect(marked?.text).toBe('0');
  });

  it('have not parted while one of them is only shorter', async () => {
    const { events } = await toyRun();
    const first = foldRun(events);
    const shorter = foldRun(events.slice(0, events.findIndex(({ kind }) => kind === 'code-finished') - 5));
    expect(pairOfCodes(first, shorter).line).toBeNull();
    expect(pairOfCodes(first, first)).toEqual({
      first: [{ text: RIGHT, kind: 'same' }],
      second: [{ text: RIGHT, kind: 'same' }],
      line: null,
    });
  });
});

it('a run whose code is WRONG differs from the right one in one token', async () => {
  const plain = (await toyRun({ gamma: 0 })).view;
  expect(plain.code).toBe(WRONG);
  expect(pairOfCodes((await toyRun()).view, plain).line).toBe(1);
});
