/**
 * Every setting that a link carries, declared once: its name, what it may be, and what it is where a link does not say.
 * A link holds only what differs from these values. They belong to the version of the link: who changes a default of
 * the page leaves them as they are, or links that people have kept would mean something else.
 */
import * as v from 'valibot';
import {
  type AgentSettings,
  GUIDANCE_KINDS,
  PROMPT_TYPES,
  type RangedSetting,
  settingProblem,
  TRACE_FORMATS,
} from '../guidance/agent';
import { LIMITS, type LimitName, type SandboxLimits } from '../limits/sandbox-limits';

const AGENT_ENTRIES = {
  gamma: ranged('gamma', 1),
  candidates: ranged('candidates', 4),
  temperature: ranged('temperature', 1),
  horizonLines: orNull('horizonLines', 8),
  refreshEvery: ranged('refreshEvery', 1),
  topP: ranged('topP', 0.95),
  seed: ranged('seed', 1),
  finishOnPass: v.optional(v.boolean(), false),
  topProbsMask: orNull('topProbsMask', null),
  epsilon: orNull('epsilon', null),
  promptType: v.optional(v.nullable(v.picklist(PROMPT_TYPES)), null),
  guidance: v.optional(v.picklist(GUIDANCE_KINDS), 'line'),
  candidateSignal: v.optional(v.boolean(), true),
  partialSignal: v.optional(v.boolean(), false),
  traceFormat: v.optional(v.picklist(TRACE_FORMATS), 'short'),
  traceBudget: ranged('traceBudget', 600),
  retries: ranged('retries', 0),
  earlyStop: v.optional(v.boolean(), false),
  maxLines: ranged('maxLines', 60),
  maxTokens: ranged('maxTokens', 512),
} satisfies { readonly [F in keyof AgentSettings]: v.GenericSchema<unknown, AgentSettings[F]> };

const MB = 1024 * 1024;
const LIMIT_ENTRIES = {
  maxSteps: limit('maxSteps', 20_000),
  deadlineMs: limit('deadlineMs', 1_000),
  maxHeapBytes: limit('maxHeapBytes', 256 * MB),
  maxOutputBytes: limit('maxOutputBytes', 64 * 1024),
  maxRecursionDepth: limit('maxRecursionDepth', 1_000),
  maxTraceSteps: limit('maxTraceSteps', 400),
  maxTraceValues: limit('maxTraceValues', 2_000),
} satisfies { readonly [N in LimitName]: v.GenericSchema<unknown, number> };

/** Names that this version does not know are refused: what they mean would be lost without a word. */
export const LinkedAgentSchema: v.GenericSchema<unknown, AgentSettings> = v.strictObject(AGENT_ENTRIES);
export const LinkedLimitsSchema: v.GenericSchema<unknown, SandboxLimits> = v.strictObject(LIMIT_ENTRIES);

const USUAL_AGENT: AgentSettings = v.parse(LinkedAgentSchema, {});
const USUAL_LIMITS: SandboxLimits = v.parse(LinkedLimitsSchema, {});

/** What a link has to say of them; null where that is nothing. */
export function agentToLink(agent: AgentSettings): Readonly<Record<string, unknown>> | null {
  return differences(agent, USUAL_AGENT);
}

export function limitsToLink(limits: SandboxLimits): Readonly<Record<string, unknown>> | null {
  return differences(limits, USUAL_LIMITS);
}

function differences<T extends object>(values: T, usual: T): Record<string, unknown> | null {
  const there = new Map(Object.entries(usual));
  // What the version does not know cannot be read back either.
  const found = Object.entries(values).filter(([name, value]) => there.has(name) && there.get(name) !== value);
  return found.length === 0 ? null : Object.fromEntries(found);
}

function ranged(name: RangedSetting, usual: number) {
  return v.optional(numberFor(name), usual);
}

function orNull(name: RangedSetting, usual: number | null) {
  return v.optional(v.nullable(numberFor(name)), usual);
}

function numberFor(name: RangedSetting) {
  return v.pipe(
    v.number(),
    v.check(
      (value) => settingProblem(name, value) === null,
      ({ input }) => settingProblem(name, input) ?? 'is not usable',
    ),
  );
}

function limit(name: LimitName, usual: number) {
  const { min, max } = LIMITS[name];
  const message = `Enter a whole number from ${min} to ${max}.`;
  return v.optional(v.pipe(v.number(), v.integer(message), v.minValue(min, message), v.maxValue(max, message)), usual);
}
