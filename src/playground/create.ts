/** Puts the engines, the log and the commands together into the page's one object. */
import { signal } from '@preact/signals';
import { BudgetMeter, isLimited } from '../guidance/budget';
import type { RunEvent } from '../guidance/events';
import { toFailure } from '../guidance/failure';
import { probeLine } from '../guidance/probe';
import { runStrategy } from '../guidance/run-strategy';
import { EGCFG } from '../guidance/strategy';
import { Engines } from './engines';
import { openLanes } from './lanes';
import type { Playground } from './playground';
import { RunLog } from './run-log';
import type { RunState } from './state';
import { Stepper } from './stepper';
import { Stopwatch } from './stopwatch';

export function createPlayground(): Playground {
  const engines = new Engines();
  const log = new RunLog();
  const stopwatch = new Stopwatch();
  const run = signal<RunState>({ kind: 'idle' });
  let current: { readonly abort: AbortController; readonly stepper: Stepper } | null = null;
  let replayTimer: ReturnType<typeof setInterval> | null = null;

  const end = () => {
    current = null;
    stopwatch.stop();
    log.flush();
    run.value = { kind: 'ended' };
  };

  const endReplay = () => {
    if (replayTimer !== null) clearInterval(replayTimer);
    replayTimer = null;
  };

  const stop = () => {
    endReplay();
    if (run.value.kind === 'idle') return;
    if (run.value.kind === 'preparing') log.append({ kind: 'run-stopped' });
    if (current !== null) {
      current.abort.abort(new DOMException('Stopped by the visitor.', 'AbortError'));
      // A run that waits for its next step goes on just far enough to see the stop and release what it holds.
      current.stepper.resume();
    }
    end();
  };

  const start: Playground['start'] = (problem, { agent, limits, budget, strategy = EGCFG, plan }, mode) => {
    stop();
    log.clear();
    const abort = new AbortController();
    const stepper = new Stepper(mode, (waiting) => {
      if (current?.stepper !== stepper) return;
      run.value = { kind: waiting ? 'paused' : 'running' };
    });
    const mine = { abort, stepper };
    current = mine;
    const emit = (event: RunEvent) => {
      if (current === mine) log.append(event);
    };
    run.value = { kind: 'preparing' };
    stopwatch.restart();
    void (async () => {
      try {
        const { model, interpreter } = await engines.ready();
        if (current !== mine) return;
        await engines.preparePackages(abort.signal, problem);
        if (current !== mine) return;
        run.value = { kind: 'running' };
        stopwatch.restart();
        await runStrategy(abort.signal, strategy, {
          model,
          interpreter,
          problem,
          agent,
          limits,
          forced: [],
          emit,
          beforeLine: stepper.beforeLine,
          ...(budget !== undefined && isLimited(budget)
            ? { meter: new BudgetMeter(budget, () => performance.now()) }
            : {}),
          ...(plan === undefined ? {} : { plan }),
        });
      } catch (thrown) {
        const { message, advice } = toFailure(thrown);
        emit({ kind: 'run-failed', message, advice });
      }
      if (current === mine) end();
    })();
  };

  const probe: Playground['probe'] = async (input) => {
    stop();
    const { model, interpreter } = await engines.ready();
    const { signal } = new AbortController();
    await engines.preparePackages(signal, input.problem);
    return probeLine(signal, { ...input, model, interpreter });
  };

  const replay: Playground['replay'] = (events, eventsPerSecond) => {
    stop();
    log.clear();
    stopwatch.clear();
    if (eventsPerSecond === null) {
      for (const event of events) log.append(event);
      end();
      return;
    }
    run.value = { kind: 'replaying' };
    let next = 0;
    replayTimer = setInterval(() => {
      const event = events[next++];
      if (event === undefined) {
        endReplay();
        end();
        return;
      }
      log.append(event);
    }, 1000 / eventsPerSecond);
  };

  return {
    model: engines.model,
    python: engines.python,
    run,
    view: log.view,
    elapsedMs: stopwatch.elapsedMs,
    events: () => log.events,
    prepare: () => engines.prepare(),
    loadModel: (device, folder) => engines.loadModel(device, folder),
    readExactly: (exact) => engines.readExactly(exact),
    start,
    probe,
    openLanes: (count) => openLanes(engines, count),
    step: () => current?.stepper.step(),
    resume: () => current?.stepper.resume(),
    stop,
    replay,
  };
}
