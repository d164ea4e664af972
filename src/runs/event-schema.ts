/** The shape of every event, for lists that come from a file. The compiler holds it to the types in `events.ts`. */
import * as v from 'valibot';
import { GUIDANCE_KINDS, PROMPT_TYPES, TRACE_FORMATS } from '../guidance/agent';
import { BUDGET_NAMES } from '../guidance/budget';
import { CONTROLS } from '../guidance/control';
import { EVENT_FORMAT, type RunEvent } from '../guidance/events';
import { PLACES } from '../guidance/ports';
import { EGCFG } from '../guidance/strategy';
import { CERTAINTIES, MISSING_RULES } from '../guidance/top-lists';
import { SandboxLimitsSchema } from '../limits/sandbox-limits';
import { ProblemTestSchema } from '../problems/problem-test';
import { ProblemSchema } from '../problems/schema';

const text = v.string();
export const PromptTemplateSchema = v.object({
  system: text,
  head: text,
  tail: text,
  answer: text,
  candidates: text,
  partial: text,
});

const ids = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** JSON has no minus infinity: a probability of zero is written as null. */
const logProbability = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NEGATIVE_INFINITY),
);
const cost = v.object({ forwardedTokens: count, sessionRuns: count });
const segment = v.object({ text, ids });
const endReason = v.picklist([
  'line',
  'horizon',
  'token-limit',
  'line-limit',
  'end-token',
  'fence',
  'dedent',
  'repetition',
]);

export const AgentSchema = v.object({
  gamma: v.number(),
  candidates: count,
  temperature: v.number(),
  horizonLines: v.nullable(count),
  refreshEvery: count,
  topP: v.number(),
  seed: v.number(),
  finishOnPass: v.boolean(),
  topProbsMask: v.nullable(count),
  epsilon: v.nullable(v.number()),
  // Files from before these were settings were made as these say.
  promptType: v.optional(v.nullable(v.picklist(PROMPT_TYPES)), null),
  guidance: v.optional(v.picklist(GUIDANCE_KINDS), 'line'),
  candidateSignal: v.optional(v.boolean(), true),
  partialSignal: v.optional(v.boolean(), false),
  traceFormat: v.optional(v.picklist(TRACE_FORMATS), 'short'),
  traceBudget: v.optional(count, 600),
  retries: v.optional(count, 0),
  earlyStop: v.optional(v.boolean(), false),
  maxLines: count,
  maxTokens: count,
});

export const PlanSchema = v.object({
  decoding: v.picklist(['drafts', 'stepping']),
  maxBatch: count,
  pair: v.exactOptional(v.boolean()),
  numbers: v.exactOptional(v.literal('approximate')),
});

const budget = v.object({
  forwardedTokens: v.nullable(v.number()),
  sessionRuns: v.nullable(v.number()),
  seconds: v.nullable(v.number()),
});

const strategy = v.variant('kind', [
  v.object({ kind: v.literal('egcfg'), control: v.exactOptional(v.picklist(CONTROLS)) }),
  v.object({ kind: v.literal('best-of-n'), samples: count }),
  v.object({ kind: v.literal('self-debug'), rounds: count }),
]);

const outcome = v.variant('kind', [
  v.object({ kind: v.literal('passed'), got: v.nullable(text) }),
  v.object({ kind: v.literal('failed'), got: v.nullable(text) }),
  v.object({ kind: v.literal('raised'), type: text, message: text }),
  v.object({
    kind: v.literal('limit'),
    limit: v.picklist(['steps', 'deadline', 'memory', 'output', 'recursion']),
    message: text,
  }),
  v.object({ kind: v.literal('bad-test'), message: text }),
]);

const step = v.object({
  event: v.picklist(['call', 'line', 'return', 'exception']),
  line: count,
  scope: text,
  depth: count,
  changed: v.array(v.tuple([text, v.object({ value: text, type: text })])),
  result: v.nullable(text),
});

const testRun = v.object({
  test: ProblemTestSchema,
  outcome,
  finalLocals: v.array(v.tuple([text, text])),
  steps: v.array(step),
  stepCount: count,
  stdout: text,
});

const executable = v.variant('kind', [
  v.object({ kind: v.literal('executable'), code: text, normalised: text }),
  v.object({ kind: v.literal('refused'), reason: text }),
]);

const alternative = v.object({
  id: count,
  text,
  logP: logProbability,
  logPc: logProbability,
  logG: logProbability,
  maskedP: v.exactOptional(v.literal(true)),
  maskedPc: v.exactOptional(v.literal(true)),
});

const choice = v.object({
  id: count,
  text,
  top: v.array(alternative),
  logNormaliser: v.number(),
  entropyP: v.number(),
  entropyPc: v.number(),
  entropyG: v.number(),
  klGuidedFromPlain: v.number(),
  source: v.picklist(['step', 'draft', 'forced']),
  decidedAgain: v.exactOptional(v.literal(true)),
  atOtherGammas: v.exactOptional(v.object({ winners: ids, logNormalisers: v.array(v.number()) })),
  certainty: v.exactOptional(v.picklist(CERTAINTIES)),
  onlyAsked: v.exactOptional(v.picklist(['plain', 'conditional'])),
});

export const RunEventSchema: v.GenericSchema<unknown, RunEvent> = v.variant('kind', [
  v.object({
    kind: v.literal('run-started'),
    format: v.literal(EVENT_FORMAT),
    strategy: v.optional(strategy, EGCFG),
    problem: ProblemSchema,
    agent: AgentSchema,
    // Files from before limits were recorded were made with these. Whoever changes a default keeps the old one here.
    limits: v.optional(SandboxLimitsSchema, {}),
    model: v.object({
      id: text,
      weightsSha256: text,
      device: v.picklist(PLACES),
      endpoint: v.exactOptional(
        v.object({
          server: text,
          topCount: count,
          missing: v.picklist(MISSING_RULES),
          tokens: v.picklist(['ids', 'text']),
        }),
      ),
    }),
    plan: v.exactOptional(PlanSchema),
    judgedBy: v.exactOptional(v.literal('execeval')),
    budget: v.exactOptional(budget),
    prompt: v.object({
      head: segment,
      tail: segment,
      type: v.exactOptional(v.picklist(PROMPT_TYPES)),
      edit: v.exactOptional(PromptTemplateSchema),
    }),
    forced: ids,
    gammas: v.exactOptional(v.array(v.number())),
  }),
  v.object({ kind: v.literal('line-given'), line: count, ids, text }),
  v.object({ kind: v.literal('line-started'), line: count, guided: v.boolean() }),
  v.object({
    kind: v.literal('candidate-sampled'),
    line: count,
    candidate: v.object({ index: count, ids, text, end: endReason }),
  }),
  v.object({
    kind: v.literal('candidate-executed'),
    line: count,
    index: count,
    executable,
    duplicateOf: v.nullable(count),
    runs: v.array(testRun),
    passed: v.boolean(),
  }),
  v.object({ kind: v.literal('candidate-chosen'), line: count, index: count, passing: count, of: count }),
  v.object({ kind: v.literal('refresh-inside-line'), line: count, position: count }),
  v.object({ kind: v.literal('partial-executed'), line: count, executable, runs: v.array(testRun) }),
  v.object({ kind: v.literal('signal-formed'), line: count, signal: segment }),
  v.object({ kind: v.literal('signal-too-long'), line: count, room: count, candidatesLeftOut: count }),
  v.object({ kind: v.literal('signal-kept'), line: count, position: count }),
  v.object({ kind: v.literal('converged'), line: count, index: count, refreshes: count }),
  v.object({ kind: v.literal('attempt-started'), attempt: count, seed: count }),
  v.object({
    kind: v.literal('deadline-decided'),
    what: v.variant('program', [
      v.object({ program: v.literal('candidate'), line: count, index: count }),
      v.object({ program: v.literal('code-so-far'), line: count }),
      v.object({ program: v.literal('answer'), suite: v.picklist(['visible', 'hidden']) }),
    ]),
    tests: v.array(count),
  }),
  v.object({ kind: v.literal('token-chosen'), line: count, position: count, choice }),
  v.object({ kind: v.literal('line-finished'), line: count, ids, text, end: endReason, cost }),
  v.object({ kind: v.literal('budget-reached'), budget: v.picklist(BUDGET_NAMES), allowed: v.number(), spent: cost }),
  v.object({
    kind: v.literal('code-finished'),
    reason: v.union([endReason, v.picklist(['candidate-passed', 'converged', 'budget'])]),
    code: text,
  }),
  v.object({ kind: v.literal('code-judged'), suite: v.picklist(['visible', 'hidden']), outcomes: v.array(outcome) }),
  v.object({ kind: v.literal('run-finished'), solved: v.boolean(), cost }),
  v.object({
    kind: v.literal('engine-restarted'),
    reason: v.picklist(['device-lost', 'out-of-memory', 'model-crashed', 'model-restarted']),
    message: text,
    device: v.picklist(PLACES),
    maxBatch: v.nullable(count),
  }),
  v.object({ kind: v.literal('run-stopped'), because: v.exactOptional(v.literal('another-solved')) }),
  v.object({ kind: v.literal('run-failed'), message: text, advice: text, code: v.exactOptional(text) }),
]);
