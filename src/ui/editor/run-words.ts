/** One line on what the code in the editor is, and how it came to be. */
import { writeConfigString } from '../../agents/config-string';
import { type AgentSettings, DEFAULT_AGENT } from '../../guidance/agent';
import { assertNever } from '../../guidance/assert-never';
import { DEFAULT_LIMITS, LIMIT_NAMES, LIMITS, limitWithUnit, type SandboxLimits } from '../../limits/sandbox-limits';
import type { RunState } from '../../playground/state';
import type { RunView } from '../../runs/run-view';
import { LIMIT_TEXTS } from '../limits/limit-texts';
import { counted, fixed } from '../shared/numbers';
import { stageOf } from './stage';

/** Of an earlier moment it says what was going on then. */
export function runWords(run: RunState['kind'], view: RunView, newest: boolean): string {
  if (!newest) return stageWords(view);
  switch (run) {
    case 'idle':
      return 'Nothing has run yet. Choose a problem and press Run.';
    case 'preparing':
      return 'Waiting for the model and Python; the run starts by itself.';
    case 'running':
      return stageWords(view);
    case 'paused':
      return `Waits before line ${view.lines.length + 1}. Step writes it, Run on writes the rest.`;
    case 'ended':
      return view.lines.length === 0 ? '' : counted(view.lines.length, 'line');
    default:
      return assertNever(run);
  }
}

function stageWords(view: RunView): string {
  return `${stageOf(view).words} …`;
}

/** How a run was made: enough to make it again. */
export function madeWith(view: RunView): string {
  if (view.started === null) return '';
  const { agent, limits, model, plan, prompt } = view.started;
  const device = model.device === 'wasm' ? 'WASM' : 'WebGPU';
  const horizon = agent.horizonLines === null ? '∞' : String(agent.horizonLines);
  return [
    `${model.id} on ${device}`,
    `γ ${fixed(agent.gamma, agent.gamma % 1 === 0 ? 0 : 2)}`,
    `s ${agent.candidates}`,
    `t ${agent.temperature}`,
    `d ${horizon}`,
    `k ${agent.refreshEvery}`,
    `seed ${agent.seed}`,
    ...(plan?.numbers === 'approximate' ? ['approximate numbers'] : []),
    ...otherSettings(agent),
    ...(prompt.edit === undefined ? [] : ['prompt in your own wording']),
    ...limitsChanged(limits),
  ].join(' · ');
}

/** The whole agent as a config string, where it has settings of its own beyond those that are named above. */
function otherSettings(agent: AgentSettings): string[] {
  const { gamma, candidates, temperature, horizonLines, refreshEvery, seed } = agent;
  const named = { ...DEFAULT_AGENT, gamma, candidates, temperature, horizonLines, refreshEvery, seed };
  const text = ({ gamma: strength, ...settings }: AgentSettings) => writeConfigString({ settings, gammas: [strength] });
  return text(named) === text(agent) ? [] : [`as a config string ${text(agent)}`];
}

/** Limits are told only where somebody changed them; a unit that is also the name is told once. */
function limitsChanged(limits: SandboxLimits): string[] {
  return LIMIT_NAMES.filter((name) => limits[name] !== DEFAULT_LIMITS[name]).map((name) => {
    const label = LIMIT_TEXTS[name].label.toLowerCase();
    const value = limitWithUnit(name, limits[name]);
    return `${label} up to ${label.endsWith(LIMITS[name].unit) ? value.split(' ')[0] : value}`;
  });
}
