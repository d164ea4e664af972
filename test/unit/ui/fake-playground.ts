/** A Playground without engines: plays the sample run, or stays in a state that is hard to reach with real ones. */
import { computed, signal } from '@preact/signals';
import type { RunEvent } from '../../../src/guidance/events';
import type { ModelDescription } from '../../../src/guidance/ports';
import type { Playground } from '../../../src/playground/playground';
import { RunLog } from '../../../src/playground/run-log';
import type { ModelState, PythonState, RunState } from '../../../src/playground/state';
import { sampleRun } from './sample-run';

export type Scenario = 'normal' | 'loading' | 'model-failed' | 'python-failed' | 'run-failed';

const READY: ModelDescription = {
  id: 'tiny-coder',
  weightsSha256: 'f00d',
  device: 'wasm',
  deviceReason: 'This browser offers no WebGPU adapter.',
  vocabularySize: 512,
  contextLength: 2048,
  endTokens: [0],
  promptStyle: 'built-in',
  selfCheck: { maxLogitDifference: 1e-6, passed: true },
};

export function createFakePlayground(scenario: Scenario): Playground {
  const model = signal<ModelState>({ kind: 'not-loaded' });
  const python = signal<PythonState>({ kind: 'not-started' });
  const run = signal<RunState>({ kind: 'idle' });
  const shownLog = signal(atOnce());
  const elapsedMs = signal(0);
  let timer: ReturnType<typeof setInterval> | null = null;
  let queue: RunEvent[] = [];
  let stepping = false;

  const halt = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const play = (perSecond: number) => {
    halt();
    run.value = { kind: 'running' };
    timer = setInterval(() => {
      const event = queue[0];
      elapsedMs.value += 1000 / perSecond;
      if (event === undefined) {
        halt();
        run.value = { kind: 'ended' };
        return;
      }
      if (stepping && event.kind === 'line-started' && run.value.kind === 'running') {
        halt();
        run.value = { kind: 'paused' };
        return;
      }
      push();
    }, 1000 / perSecond);
  };
  const push = () => {
    const event = queue.shift();
    if (event === undefined) return;
    shownLog.value.append(event);
  };
  const clear = () => {
    halt();
    shownLog.value = atOnce();
    elapsedMs.value = 0;
  };

  return {
    model,
    python,
    run,
    log: shownLog,
    view: computed(() => shownLog.value.view.value),
    elapsedMs,
    events: () => shownLog.value.events,
    agents: signal([]),
    shownAgent: signal(null),
    startAgents: () => {},
    look: () => {},
    branch: () => {},
    lanes: signal([]),
    showLane: () => {},
    removeLane: () => {},
    countTokens: async (texts) => texts.map((text) => text.length),
    useEndpoint: () => {},
    useJudge: () => {},
    openLanes: () => Promise.reject(new Error('The fake playground has no engines to lend.')),
    prepare() {
      if (scenario === 'loading') {
        model.value = { kind: 'loading', progress: { label: 'Reading the weights', fraction: 0.42 } };
        python.value = { kind: 'starting', progress: { label: 'Starting Python', fraction: null } };
        return;
      }
      model.value =
        scenario === 'model-failed'
          ? {
              kind: 'failed',
              failure: {
                code: 'model-corrupt',
                message: 'The model file is cut short.',
                advice: 'Check the connection and press Retry; if it stays, tell the owner of this site.',
              },
            }
          : { kind: 'ready', description: READY };
      python.value =
        scenario === 'python-failed'
          ? {
              kind: 'failed',
              failure: {
                code: 'sandbox-failed',
                message: 'Python did not start.',
                advice: 'Another extension may block it. Press Retry.',
              },
            }
          : { kind: 'ready' };
    },
    loadModel: () => {
      model.value = { kind: 'ready', description: READY };
    },
    readExactly: () => {},
    start(_problem, _settings, mode) {
      clear();
      stepping = mode === 'step';
      queue = sampleRun();
      if (scenario === 'run-failed') {
        queue = [
          ...queue.slice(0, 40),
          {
            kind: 'run-failed',
            message: 'The model ran out of memory.',
            advice: 'Close other tabs, or set fewer candidates (s), and run again.',
          },
        ];
      }
      play(40);
    },
    probe: () => Promise.reject(new Error('There is no engine to probe.')),
    step() {
      push();
      play(40);
    },
    resume() {
      stepping = false;
      push();
      play(40);
    },
    stop() {
      halt();
      if (run.value.kind !== 'ended') shownLog.value.append({ kind: 'run-stopped' });
      run.value = { kind: 'ended' };
    },
    bringBack: () => [],
    show(events) {
      clear();
      for (const event of events) shownLog.value.append(event);
      run.value = { kind: 'ended' };
    },
  };
}

/** Node has no frames: what is appended is published at once. */
function atOnce(): RunLog {
  return new RunLog((act) => act());
}
