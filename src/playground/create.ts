/** Puts the engines, the log and the commands together into the page's one object. */
import { computed, signal } from '@preact/signals';
import { BudgetMeter, isLimited } from '../guidance/budget';
import type { RunEvent } from '../guidance/events';
import { toFailure } from '../guidance/failure';
import { probeLine } from '../guidance/probe';
import { runStrategy } from '../guidance/run-strategy';
import { EGCFG } from '../guidance/strategy';
import { AgentRuns } from './agent-runs';
import { Engines } from './engines';
import { openLanes } from './lanes';
import type { Playground } from './playground';
import { RunLog } from './run-log';
import type { RunState } from './state';
import { Stepper } from './stepper';
import { Stopwatch } from './stopwatch';

export function createPlayground(): Playground {
  const engines = new Engines();
  /** Of the run that is not one of several agents. */
  let ownLog = new RunLog();
  const shownLog = signal(ownLog);
  const agentRuns = new AgentRuns();
  const stopwatch = new Stopwatch();
  const run = signal<RunState>({ kind: 'idle' });
  let current: { readonly abort: AbortController; readonly stepper: Stepper } | null = null;

  const end = () => {
    current = null;
    stopwatch.stop();
    ownLog.flush();
    agentRuns.flush();
    run.value = { kind: 'ended' };
  };

  const stop = () => {
    if (run.value.kind === 'idle') return;
    if (run.value.kind === 'preparing') shownLog.value.append({ kind: 'run-stopped' });
    if (current !== null) {
      current.abort.abort(new DOMException('Stopped by the visitor.', 'AbortError'));
      // A run that waits for its next step goes on just far enough to see the stop and release what it holds.
      current.stepper.resume();
    }
    end();
  };

  /** Whatever comes next is a single run, drawn from its own log. */
  const fresh = (): RunLog => {
    stop();
    agentRuns.clear();
    ownLog = new RunLog();
    shownLog.value = ownLog;
    return ownLog;
  };

  const start: Playground['start'] = (
    problem,
    { agent, limits, budget, strategy = EGCFG, plan, promptEdits },
    mode,
  ) => {
    const log = fresh();
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
          ...(promptEdits === undefined ? {} : { promptEdits }),
        });
      } catch (thrown) {
        const { message, advice } = toFailure(thrown);
        emit({ kind: 'run-failed', message, advice });
      }
      if (current === mine) end();
    })();
  };

  const startAgents: Playground['startAgents'] = (problem, settings) => {
    fresh();
    const abort = new AbortController();
    const mine = { abort, stepper: new Stepper('run', () => {}) };
    current = mine;
    run.value = { kind: 'preparing' };
    stopwatch.restart();
    const { work, first } = agentRuns.begin(settings);
    shownLog.value = first;
    void (async () => {
      try {
        const ports = await engines.ready();
        if (current !== mine) return;
        await engines.preparePackages(abort.signal, problem);
        if (current !== mine) return;
        run.value = { kind: 'running' };
        stopwatch.restart();
        await work(abort.signal, { ...ports, problem });
      } catch (thrown) {
        const { message, advice } = toFailure(thrown);
        if (current === mine) first.append({ kind: 'run-failed', message, advice });
      }
      if (current === mine) end();
    })();
  };

  const look: Playground['look'] = (agent) => {
    shownLog.value = agentRuns.look(agent) ?? shownLog.value;
  };

  const probe: Playground['probe'] = async (input) => {
    stop();
    const { model, interpreter } = await engines.ready();
    const { signal } = new AbortController();
    await engines.preparePackages(signal, input.problem);
    return probeLine(signal, { ...input, model, interpreter });
  };

  const show: Playground['show'] = (events) => {
    const log = fresh();
    stopwatch.clear();
    for (const event of events) log.append(event);
    end();
  };

  return {
    model: engines.model,
    python: engines.python,
    run,
    log: shownLog,
    view: computed(() => shownLog.value.view.value),
    agents: agentRuns.list,
    shownAgent: agentRuns.shown,
    elapsedMs: stopwatch.elapsedMs,
    events: () => shownLog.value.events,
    startAgents,
    look,
    countTokens: (texts) => engines.countTokens(texts),
    prepare: () => engines.prepare(),
    loadModel: (device, folder) => engines.loadModel(device, folder),
    readExactly: (exact) => engines.readExactly(exact),
    start,
    probe,
    openLanes: (count) => openLanes(engines, count),
    step: () => current?.stepper.step(),
    resume: () => current?.stepper.resume(),
    stop,
    show,
  };
}
