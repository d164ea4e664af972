/** A model that goes down in the middle of a run: what was told stays, the rest comes out as if nothing had happened. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runBestOf } from '../../../src/guidance/best-of-n';
import { runAgent } from '../../../src/guidance/egcfg';
import type { RunEvent } from '../../../src/guidance/events';
import { type Failure, PlaygroundError } from '../../../src/guidance/failure';
import type { Device, LanguageModel, ModelDescription } from '../../../src/guidance/ports';
import { MOST_RESTARTS } from '../../../src/guidance/resuming-model';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { Problem } from '../../../src/problems/schema';
import { decodeCosts } from '../../../src/runs/decode-costs';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { restartWords } from '../../../src/ui/editor/restart-words';
import { comparingInterpreter, type Script, scriptedModel } from './scripted-ports';

const RIGHT = 'def f(x):\n    y = x\n    return y\n';
const WRONG = 'def f(x):\n    y = 0\n    return y\n';
const script: Script = { plain: WRONG, guided: RIGHT, proposals: [WRONG, RIGHT, WRONG, RIGHT] };
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

/** What breaks: the n-th report (a token or a candidate, from 1) of the whole run, with a failure of this code. */
type Faults = ReadonlyMap<number, Failure['code']>;

interface World {
  readonly model: LanguageModel;
  readonly recovered: (Device | null)[];
  readonly batches: (number | undefined)[];
}

/** A scripted model whose contexts die with it, and which is refused what it was told to refuse. */
function breaking(faults: Faults, reloaded: Partial<ModelDescription> = {}): World {
  const inner = scriptedModel(script, { samples: 0, lines: [], openContexts: 0 });
  let generation = 1;
  let reports = 0;
  let description = inner.description;
  const recovered: (Device | null)[] = [];
  const batches: (number | undefined)[] = [];
  const failure = (code: Failure['code']) => new PlaygroundError({ code, message: `It was ${code}.`, advice: 'Wait.' });
  const alive = (context: number) => {
    if (context !== generation) throw failure('model-restarted');
  };
  const counting =
    <T>(report: (told: T) => void) =>
    (told: T) => {
      report(told);
      const code = faults.get(++reports);
      if (code !== undefined) throw failure(code);
    };
  const model: LanguageModel = {
    ...inner,
    get description() {
      return description;
    },
    openContext: async () => generation,
    closeContext: async () => undefined,
    sample: async (signal, request, onCandidate) => {
      alive(request.context);
      batches.push(request.maxBatch);
      return inner.sample(signal, request, counting(onCandidate));
    },
    decodeLine: async (signal, request, onToken) => {
      alive(request.context);
      // What was told before is forced: a scripted model writes the same by itself, so it must agree.
      const line = await inner.decodeLine(signal, request, counting(onToken));
      expect(line.ids.slice(0, request.forced.length)).toEqual(request.forced.slice(0, line.ids.length));
      return line;
    },
    recover: async (_, device) => {
      recovered.push(device);
      generation++;
      description = { ...description, ...(device === null ? {} : { device }), ...reloaded };
      return description;
    },
  };
  return { model, recovered, batches };
}

async function run(world: World, strategy: 'egcfg' | 'best-of-n' = 'egcfg', abort = new AbortController()) {
  const events: RunEvent[] = [];
  const input = {
    model: world.model,
    interpreter: comparingInterpreter(RIGHT),
    problem,
    agent: { ...DEFAULT_AGENT, candidates: 4 },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event: RunEvent) => void events.push(event),
    beforeLine: async () => undefined,
    plan: { decoding: 'drafts', maxBatch: 16 } as const,
  };
  await (strategy === 'egcfg' ? runAgent(abort.signal, input) : runBestOf(abort.signal, 4, input));
  return events;
}

const without = (events: readonly RunEvent[]) => events.filter(({ kind }) => kind !== 'engine-restarted');
const restarts = (events: readonly RunEvent[]) => events.filter((event) => event.kind === 'engine-restarted');

describe('a run whose model goes down', () => {
  it('tells the same but for what happened, wherever it breaks', async () => {
    const undisturbed = await run(breaking(new Map()));
    const reports = undisturbed.filter(({ kind }) => kind === 'token-chosen' || kind === 'candidate-sampled').length;
    expect(reports).toBeGreaterThan(40);
    for (let at = 1; at <= reports; at++) {
      const events = await run(breaking(new Map([[at, 'model-crashed']])));
      expect(without(events), `broken at report ${at}`).toEqual(undisturbed);
      expect(restarts(events)).toMatchObject([{ reason: 'model-crashed', device: 'wasm', maxBatch: null }]);
    }
  });

  it('holds for other strategies, and folds and files read it', async () => {
    const undisturbed = await run(breaking(new Map()), 'best-of-n');
    const events = await run(breaking(new Map([[2, 'device-lost']])), 'best-of-n');
    expect(without(events)).toEqual(undisturbed);
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events }))).events).toEqual(events);
    const { restarts: seen, ...view } = foldRun(events);
    const { restarts: none, ...plain } = foldRun(undisturbed);
    expect([seen.length, none.length]).toEqual([1, 0]);
    expect({ ...view, eventCount: 0 }).toEqual({ ...plain, eventCount: 0 });
    expect(decodeCosts(events)).toEqual(decodeCosts(undisturbed));
    expect(restartWords(foldRun(undisturbed))).toBe('');
    expect(restartWords(foldRun(events))).toBe(
      'The graphics device was lost at line 1; the model was started again on the processor (WASM) and the run went on from there.',
    );
  });

  it('samples in smaller batches once memory ran out, and says so', async () => {
    const world = breaking(new Map([[2, 'out-of-memory']]));
    const events = await run(world, 'best-of-n');
    expect(restarts(events)).toMatchObject([{ reason: 'out-of-memory', maxBatch: 2 }]);
    expect(world.batches).toEqual([16, 2]);
  });

  it('takes a crash that comes again while it samples for missing memory', async () => {
    const world = breaking(
      new Map([
        [2, 'model-crashed'],
        [4, 'model-crashed'],
      ]),
    );
    const events = await run(world, 'best-of-n');
    expect(restarts(events)).toMatchObject([{ maxBatch: null }, { reason: 'model-crashed', maxBatch: 2 }]);
    expect(world.batches).toEqual([16, 16, 2]);
    expect(without(events)).toEqual(await run(breaking(new Map()), 'best-of-n'));
  });

  it('moves to the processor after the second loss of the device', async () => {
    const world = breaking(
      new Map([
        [3, 'device-lost'],
        [9, 'device-lost'],
      ]),
    );
    expect(restarts(await run(world))).toHaveLength(2);
    expect(world.recovered).toEqual([null, 'wasm']);
  });

  it('ends after a bounded number of restarts with what to do, and keeps what it made', async () => {
    const world = breaking(new Map(Array.from({ length: 40 }, (_, i) => [20 + i, 'model-crashed'])));
    const events = await run(world);
    expect(world.recovered).toHaveLength(MOST_RESTARTS);
    expect(events.at(-1)).toMatchObject({
      kind: 'run-failed',
      message: expect.stringContaining('started again 4 times'),
      advice: expect.stringContaining('smaller model'),
    });
    expect(events.some(({ kind }) => kind === 'line-finished')).toBe(true);
  });

  it('does not go on with other weights', async () => {
    const events = await run(breaking(new Map([[5, 'model-crashed']]), { weightsSha256: 'other' }));
    expect(events.at(-1)).toMatchObject({ kind: 'run-failed', message: expect.stringContaining('Another model') });
  });

  it('is stopped while the model starts again', async () => {
    const abort = new AbortController();
    const world = breaking(new Map([[5, 'model-crashed']]));
    const stuck: LanguageModel = {
      ...world.model,
      recover: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
          setTimeout(() => abort.abort(), 5);
        }),
    };
    expect((await run({ ...world, model: stuck }, 'egcfg', abort)).at(-1)).toEqual({ kind: 'run-stopped' });
  });

  it('fails at once where a new start would not help', async () => {
    const world = breaking(new Map([[5, 'context-full']]));
    expect((await run(world)).at(-1)).toMatchObject({ kind: 'run-failed', message: 'It was context-full.' });
    expect(world.recovered).toEqual([]);
  });
});
