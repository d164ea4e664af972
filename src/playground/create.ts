/** Puts the engines, the log and the commands together into the page's one object. */
import { batch, computed, signal } from '@preact/signals';
import { BudgetMeter, isLimited } from '../guidance/budget';
import type { CancelSignal } from '../guidance/cancellation';
import type { RunEvent } from '../guidance/events';
import { toFailure } from '../guidance/failure';
import type { LanguageModel } from '../guidance/ports';
import { probeLine } from '../guidance/probe';
import { runStrategy } from '../guidance/run-strategy';
import { EGCFG } from '../guidance/strategy';
import type { Problem } from '../problems/schema';
import { AgentRuns } from './agent-runs';
import { branchOf, type Given } from './branch-run';
import { Branches } from './branches';
import { Engines } from './engines';
import { openLanes } from './lanes';
import type { Playground, RunSettings } from './playground';
import { RunLog } from './run-log';
import type { RunState } from './state';
import { Stepper } from './stepper';
import { Stopwatch } from './stopwatch';

export function createPlayground(): Playground {
  const engines = new Engines();
  /** Of the run that is not one of several agents. */
  let ownLog = new RunLog();
  /** Of the run that is being written or was the last one; another may be shown meanwhile. */
  let writtenLog = ownLog;
  const shownLog = signal(ownLog);
  const agentRuns = new AgentRuns();
  const branches = new Branches<RunLog>();
  /** How long runs took that have ended. */
  const elapsedOf = new WeakMap<RunLog, number>();
  const stopwatch = new Stopwatch();
  const run = signal<RunState>({ kind: 'idle' });
  let current: { readonly abort: AbortController; readonly stepper: Stepper } | null = null;

  const end = () => {
    stopwatch.stop();
    if (current !== null) elapsedOf.set(writtenLog, stopwatch.elapsedMs.value);
    current = null;
    ownLog.flush();
    agentRuns.flush();
    run.value = { kind: 'ended' };
  };

  const stop = () => {
    if (run.value.kind === 'idle') return;
    if (run.value.kind === 'preparing') writtenLog.append({ kind: 'run-stopped' });
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

  /** Writes a run into `log`, which is the one shown. */
  const write = (
    log: RunLog,
    problem: Problem,
    { agent, limits, budget, strategy = EGCFG, plan, promptEdits }: RunSettings,
    mode: 'run' | 'step',
    given: (signal: CancelSignal, model: LanguageModel) => Promise<Given>,
  ) => {
    writtenLog = log;
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
        const beginning = await given(abort.signal, model);
        if (current !== mine) return;
        run.value = { kind: 'running' };
        stopwatch.restart();
        const followed = beginning.plan ?? plan;
        await runStrategy(abort.signal, strategy, {
          model,
          interpreter,
          problem,
          agent,
          limits,
          forced: beginning.ids,
          emit,
          beforeLine: stepper.beforeLine,
          ...(budget !== undefined && isLimited(budget)
            ? { meter: new BudgetMeter(budget, () => performance.now()) }
            : {}),
          ...(followed === undefined ? {} : { plan: followed }),
          ...(promptEdits === undefined ? {} : { promptEdits }),
        });
      } catch (thrown) {
        const { message, advice } = toFailure(thrown);
        emit({ kind: 'run-failed', message, advice });
      }
      if (current === mine) end();
    })();
  };

  const start: Playground['start'] = (problem, settings, mode) =>
    write(fresh(), problem, settings, mode, async () => ({ ids: [] }));

  const branch: Playground['branch'] = (request, mode) => {
    const parent = shownLog.value;
    const { started } = parent.view.value;
    if (started === null) return;
    stop();
    ownLog = new RunLog();
    branches.add(parent, ownLog, request);
    shownLog.value = ownLog;
    const { settings, given } = branchOf(started, parent.events, request);
    write(ownLog, started.problem, settings, mode, given);
  };

  const showLane: Playground['showLane'] = (id) => {
    const log = branches.logOf(id);
    if (log === null) return;
    shownLog.value = log;
    if (current === null) stopwatch.show(elapsedOf.get(log) ?? 0);
  };

  const removeLane: Playground['removeLane'] = (id) => {
    const log = branches.logOf(id);
    if (log === null || (current !== null && log === ownLog)) return;
    const parent = branches.lanes.value.find((lane) => lane.id === id)?.origin?.parent ?? null;
    if (log === shownLog.value && parent !== null) showLane(parent);
    branches.remove(id);
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
    writtenLog = first;
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

  const bringBack: Playground['bringBack'] = (runs, shown) => {
    const logs = runs.map(({ events }) => {
      const log = new RunLog();
      for (const event of events) log.append(event);
      log.flush();
      return log;
    });
    const onScreen = logs[shown];
    if (onScreen === undefined) throw new RangeError(`There is no run ${shown}`);
    batch(() => {
      fresh();
      stopwatch.clear();
      logs.forEach((log, i) => {
        const origin = runs[i]?.origin ?? null;
        if (origin === null) return;
        branches.add(origin.parent === null ? null : (logs[origin.parent] ?? null), log, origin.request);
      });
      ownLog = onScreen;
      shownLog.value = onScreen;
      end();
    });
    return logs;
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
    branch,
    lanes: branches.lanes,
    showLane,
    removeLane,
    countTokens: (texts) => engines.countTokens(texts),
    prepare: () => engines.prepare(),
    loadModel: (device, folder) => engines.loadModel(device, folder),
    useEndpoint: (model) => engines.useEndpoint(model),
    useJudge: (judge) => engines.useJudge(judge),
    readExactly: (exact) => engines.readExactly(exact),
    start,
    probe,
    openLanes: (count) => openLanes(engines, count),
    step: () => current?.stepper.step(),
    resume: () => current?.stepper.resume(),
    stop,
    show,
    bringBack,
  };
}
