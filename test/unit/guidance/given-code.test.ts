/** A run that begins with given code goes on as if it had written it. */
import { describe, expect, it } from 'vitest';
import { type AgentSettings, DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import { splitGivenCode } from '../../../src/guidance/given-code';
import type { RunInput } from '../../../src/guidance/run-frame';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { decodeCosts } from '../../../src/runs/decode-costs';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { type ToyProgram, toyInterpreter, toyModel } from './toy-language';

const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const OTHER = 'def f(x):\n    z = 7\n    return z\n';
const PROGRAMS: readonly ToyProgram[] = [
  { text: WRONG, plain: 6, guided: 3 },
  { text: RIGHT, plain: 3, guided: 6 },
  { text: OTHER, plain: 1, guided: 1 },
];
const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return the argument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1'],
  hiddenTests: [],
  setup: '',
};
const idsOf = (text: string) => [...text].map((c) => c.charCodeAt(0));

async function run(settings: Partial<AgentSettings> = {}, input: Partial<RunInput> = {}) {
  const { model, calls } = toyModel(PROGRAMS);
  const events: RunEvent[] = [];
  await runAgent(new AbortController().signal, {
    model,
    interpreter: toyInterpreter(RIGHT),
    problem,
    agent: { ...DEFAULT_AGENT, candidates: 6, gamma: 3, ...settings },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
    ...input,
  });
  return { events, calls, view: foldRun(events) };
}

function all<K extends RunEvent['kind']>(events: readonly RunEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

describe('given code', () => {
  it('is cut where the loop would have ended its lines', async () => {
    const words = ['def', ' f', ':\n    ', 'x', '\n\n', '    y', '\r', '\n', ' z'];
    const decode = async (_: unknown, ids: readonly number[]) => ids.map((id) => words[id] ?? '').join('');
    const { lines, rest } = await splitGivenCode(new AbortController().signal, { decode }, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(lines).toEqual([
      { ids: [0, 1, 2], text: 'def f:\n    ' },
      { ids: [3, 4], text: 'x\n\n' },
      // A \r alone may still become \r\n.
      { ids: [5, 6, 7], text: '    y\r\n' },
    ]);
    expect(rest).toEqual([8]);
  });

  const settings: Partial<AgentSettings>[] = [
    {},
    { guidance: 'token', candidates: 2 },
    { guidance: 'persistent-prefix' },
    { gamma: 0 },
    { gamma: -1, seed: 5 },
    { topProbsMask: 3, epsilon: 1e-8 },
  ];
  it.each(settings)('at every place of a run, with the same settings, gives the same run again: %o', async (agent) => {
    const whole = await run(agent);
    const ids = whole.view.lines.flatMap((line) => line.tokens.map(({ id }) => id)).filter((id) => id !== 0);
    const lineStarts = all(whole.events, 'line-finished').map(({ ids: { length } }) => length);
    const rows = (events: readonly RunEvent[], from: number) =>
      all(events, 'token-chosen').flatMap(({ line, choice: { id, top } }) => (line >= from ? [{ id, top }] : []));
    const apart = agent.guidance === 'token' ? 11 : 3;
    for (let length = 0; length < ids.length; length += apart) {
      const again = await run(agent, { forced: ids.slice(0, length) });
      const given = all(again.events, 'line-given').length;
      expect(again.view.code, `${length} given`).toBe(whole.view.code);
      expect(again.view.lines.map(({ text }) => text)).toEqual(whole.view.lines.map(({ text }) => text));
      expect(again.view.outcome).toEqual(whole.view.outcome);
      // Under token guidance the given tokens of a line are chosen before a second signal is taken.
      if (agent.guidance === undefined) {
        expect(rows(again.events, given)).toEqual(rows(whole.events, given));
        expect(all(again.events, 'signal-formed')).toEqual(
          all(whole.events, 'signal-formed').filter(({ line }) => line >= given),
        );
      }
      let before = 0;
      const complete = lineStarts.filter((count) => {
        before += count;
        return before <= length;
      });
      expect(given).toBe(complete.length);
    }
  });

  it('inside a line: its signal is taken at its start, and what is given is forced', async () => {
    const { events, calls, view } = await run({}, { forced: idsOf('def f(x):\n    z') });
    expect(all(events, 'line-given')).toEqual([
      { kind: 'line-given', line: 0, ids: idsOf('def f(x):\n'), text: 'def f(x):\n' },
    ]);
    expect(all(events, 'line-started').map(({ line }) => line)[0]).toBe(1);
    expect(decodeText(calls.samples[0]?.prefix.code ?? [])).toBe('def f(x):\n');
    expect(calls.lines[0]?.forced).toEqual(idsOf('    z'));
    expect(calls.lines[1]?.forced).toEqual([]);
    expect(view.code).toBe(OTHER);
    expect(view.lines.map(({ given }) => given)).toEqual([true, false, false, false]);
    expect(view.outcome).toEqual({ kind: 'finished', solved: false });
  });

  it('inside the opening is completed by it; what departs from it counts', async () => {
    expect((await run({}, { forced: idsOf('de') })).calls.lines[0]?.forced).toEqual(idsOf('def f'));
    expect((await run({}, { forced: idsOf('dx') })).calls.lines[0]?.forced).toEqual(idsOf('dx'));
    expect((await run({}, { forced: idsOf('def f(x') })).calls.lines[0]?.forced).toEqual(idsOf('def f(x'));
  });

  it('inside a line holds against a candidate that would be the answer', async () => {
    const { view } = await run({ finishOnPass: true }, { forced: idsOf('def f(x):\n    z') });
    expect(view.code).toBe(OTHER);
    const free = await run({ finishOnPass: true }, { forced: idsOf('def f(x):\n') });
    expect(free.view.codeEnd).toBe('candidate-passed');
    expect(free.view.code).toBe(RIGHT);
  });

  it('that is an answer already is judged as it stands', async () => {
    const { events, calls, view } = await run({}, { forced: idsOf(`${WRONG}print(1)\n`) });
    expect(calls.samples).toHaveLength(0);
    expect(calls.lines).toHaveLength(0);
    expect(view.code).toBe(WRONG);
    expect(view.codeEnd).toBe('dedent');
    expect(events.at(-1)?.kind).toBe('run-finished');
  });

  it('stands at the beginning of every attempt', async () => {
    const { view, events } = await run({ retries: 1, gamma: -1 }, { forced: idsOf('def f(x):\n    y = 0\n') });
    expect(view.attempt).toBe(1);
    expect(all(events, 'line-given')).toHaveLength(4);
    expect(view.code).toBe(WRONG);
  });

  it('is read from a file, and costs what its reading costs', async () => {
    const { events } = await run({}, { forced: idsOf('def f(x):\n    y') });
    const file = parseRunFile(JSON.parse(JSON.stringify({ format: 1, events })));
    expect(foldRun(file.events)).toEqual(foldRun(events));
    expect(decodeCosts(events).floor).toBeGreaterThan(12);
  });
});

function decodeText(ids: readonly number[]): string {
  return String.fromCharCode(...ids);
}
