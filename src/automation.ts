/**
 * The page's programmable surface, `window.playground`: the commands behind `npm run eval` and `npm run record`, the
 * browser tests, and whoever likes to drive the page from the console. It does what the buttons do and reads the same
 * events.
 */

import { type AgentSettings, DEFAULT_AGENT } from './guidance/agent';
import type { RunEvent } from './guidance/events';
import { PlaygroundError } from './guidance/failure';
import type { Device, ModelDescription } from './guidance/ports';
import type { Playground } from './playground/playground';
import { until } from './playground/until';
import { whenReady } from './playground/when-ready';
import { BUNDLED_PROBLEMS } from './problems/bundled';
import { type Problem, parseProblem } from './problems/schema';

export interface PlaygroundAutomation {
  /** Resolves when model and interpreter are ready; rejects with what failed. */
  ready(): Promise<void>;
  load(options: { device: Device | null }): Promise<ModelDescription>;
  bundledProblems(): Promise<Problem[]>;
  /** One run from start to end; resolves with its events, whatever the outcome. */
  run(input: { problem: unknown; agent?: Partial<AgentSettings> }): Promise<RunEvent[]>;
  /** Events of the run on the screen. */
  events(): readonly RunEvent[];
  stop(): void;
}

declare global {
  interface Window {
    playground?: PlaygroundAutomation;
  }
}

export function installAutomation(playground: Playground): void {
  const ready = async () => {
    playground.prepare();
    await Promise.all([whenReady(playground.model), whenReady(playground.python)]);
  };
  window.playground = {
    ready,
    async load({ device }) {
      playground.loadModel(device);
      await until(playground.model, (state) => state.kind === 'ready' || state.kind === 'failed');
      const state = playground.model.value;
      if (state.kind === 'failed') throw new PlaygroundError(state.failure);
      if (state.kind !== 'ready') throw new Error('The model is not ready.');
      return state.description;
    },
    bundledProblems: async () => [...BUNDLED_PROBLEMS],
    async run({ problem, agent }) {
      const parsed = parseProblem(problem);
      if (parsed.kind === 'invalid') {
        const said = parsed.issues.map((issue) => `${issue.field} ${issue.message}`).join('; ');
        return [
          { kind: 'run-failed', message: `The problem cannot be used: ${said}.`, advice: 'Correct the problem.' },
        ];
      }
      await ready();
      playground.start(parsed.problem, { ...DEFAULT_AGENT, ...agent }, 'run');
      await until(playground.run, (state) => state.kind === 'ended');
      return [...playground.events()];
    },
    events: () => playground.events(),
    stop: () => playground.stop(),
  };
}
