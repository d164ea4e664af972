/** Agents of all kinds from a seed, for properties that must hold for every one. */
import {
  AGENT_RANGES,
  type AgentConfig,
  DEFAULT_AGENT,
  GUIDANCE_KINDS,
  PROMPT_TYPES,
  type RangedSetting,
  TRACE_FORMATS,
} from '../../../src/guidance/agent';
import { seededRandom } from '../../../src/guidance/rng';

export function anyAgentConfig(seed: number): AgentConfig {
  const random = seededRandom(seed, 0);
  const chance = (share: number) => random() < share;
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('Nothing to pick from');
    return value;
  };
  const number = (name: RangedSetting): number => {
    const { min, max, integer } = AGENT_RANGES[name];
    if (chance(0.1)) return pick([min, max]);
    const value = min + random() * (max - min);
    if (integer) return Math.round(value);
    return chance(0.5) ? value : Math.min(max, Math.max(min, Math.round(value * 100) / 100)) + 0;
  };
  const usually = <T>(normal: T, other: () => T): T => (chance(0.5) ? normal : other());
  const d = DEFAULT_AGENT;
  return {
    gammas: chance(0.3)
      ? [1]
      : [...new Set(Array.from({ length: 1 + Math.floor(random() * 5) }, () => number('gamma')))],
    settings: {
      candidates: usually(d.candidates, () => number('candidates')),
      temperature: usually(d.temperature, () => number('temperature')),
      horizonLines: usually(d.horizonLines, () => (chance(0.3) ? null : number('horizonLines'))),
      refreshEvery: usually(d.refreshEvery, () => number('refreshEvery')),
      topP: usually(d.topP, () => number('topP')),
      seed: usually(d.seed, () => number('seed')),
      finishOnPass: chance(0.5),
      topProbsMask: usually<number | null>(null, () => number('topProbsMask')),
      epsilon: usually<number | null>(null, () => pick([1e-8, 0.001, random() / 2 + 1e-12])),
      promptType: usually(null, () => pick(PROMPT_TYPES)),
      guidance: pick(GUIDANCE_KINDS),
      candidateSignal: chance(0.7),
      partialSignal: chance(0.3),
      traceFormat: usually(d.traceFormat, () => pick(TRACE_FORMATS)),
      traceBudget: usually(d.traceBudget, () => number('traceBudget')),
      retries: usually(0, () => number('retries')),
      earlyStop: chance(0.5),
      maxLines: usually(d.maxLines, () => 1 + Math.floor(random() * 10_000)),
      maxTokens: usually(d.maxTokens, () => 1 + Math.floor(random() * 100_000)),
    },
  };
}
