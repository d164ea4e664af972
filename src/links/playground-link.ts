/** What a link to the playground says, and the schema of its first version. */
import * as v from 'valibot';
import type { AgentSettings } from '../guidance/agent';
import { type DecodePlan, PLACES, type Place } from '../guidance/ports';
import type { SandboxLimits } from '../limits/sandbox-limits';
import { type ProblemDraft, ProblemDraftSchema } from '../playground/problem-draft';
import { MAX_TEST, MAX_TEXT } from '../problems/bounds';
import { PACKAGE_NAMES } from '../problems/package-names';
import { PlanSchema } from '../runs/event-schema';
import { LinkedAgentSchema, LinkedLimitsSchema } from './linked-settings';
import { LINE_PRINT_LENGTH, type RunPrint } from './run-print';

export type LinkedProblem =
  /** One that comes with the page; the print says which text of it was meant. */
  | { readonly kind: 'bundled'; readonly id: string; readonly print: string }
  /** Written out, as its fields hold it; its `id` is for the receiver to choose. */
  | { readonly kind: 'own'; readonly draft: Omit<ProblemDraft, 'id'> };

/** Prompts in somebody's own wording: by type, the parts that differ from ours. */
export type LinkedPrompts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The run that a link was made of: what a run made again is compared with. */
export interface LinkedRun {
  readonly print: RunPrint;
  readonly model: string;
  /** Beginning of the SHA-256 of the weights, hex. */
  readonly weights: string;
  readonly device: Place;
  readonly plan: DecodePlan | null;
  /** How many of its events were shown: the moment that the link means. */
  readonly moment: number;
}

export interface PlaygroundLink {
  readonly problem: LinkedProblem;
  readonly agent: AgentSettings;
  readonly limits: SandboxLimits;
  readonly prompts: LinkedPrompts;
  /** null where the link is to a problem and settings alone. */
  readonly run: LinkedRun | null;
}

const WEIGHTS_PRINT_LENGTH = 8;

/** Beginning of the hash of the weights, as a link carries it; of an endpoint, of the hash that stands for them. */
export function weightsPrint(weightsSha256: string): string {
  return weightsSha256.replace(/^endpoint-/, '').slice(0, WEIGHTS_PRINT_LENGTH);
}
/** More events than a run can have. */
const MOST_EVENTS = 10_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_EVENTS));
const code = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(100_000));
const short = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const prose = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const tests = v.pipe(v.string(), v.maxLength(MAX_TEST));

/** Fields of a draft that are left out are empty. */
const DraftSchema = v.strictObject({
  kind: v.exactOptional(ProblemDraftSchema.entries.kind.wrapped),
  title: v.optional(prose, ''),
  level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)), 1),
  statement: v.optional(prose, ''),
  entryPoint: v.optional(prose, ''),
  visibleTests: v.optional(tests, ''),
  hiddenTests: v.optional(tests, ''),
  setup: v.optional(tests, ''),
  packages: v.exactOptional(v.pipe(v.array(v.picklist(PACKAGE_NAMES)), v.maxLength(PACKAGE_NAMES.length))),
});

const TEMPLATE_PARTS = v.partial(
  v.strictObject({ system: prose, head: prose, tail: prose, answer: prose, candidates: prose, partial: prose }),
);

const RunSchema = v.strictObject({
  tokens: v.pipe(code, v.nonEmpty()),
  lines: v.pipe(
    code,
    v.check((text) => text.length % LINE_PRINT_LENGTH === 0),
  ),
  events: count,
  moment: count,
  model: short,
  weights: v.pipe(v.string(), v.regex(/^[0-9a-f]*$/), v.maxLength(64)),
  device: v.picklist(PLACES),
  plan: v.exactOptional(PlanSchema),
});

/** Version 1 as it stands in the address. */
export const LinkSchemaV1 = v.strictObject({
  problem: v.union([v.strictObject({ id: short, print: v.pipe(code, v.nonEmpty()) }), DraftSchema]),
  agent: v.optional(LinkedAgentSchema, {}),
  limits: v.optional(LinkedLimitsSchema, {}),
  prompts: v.optional(
    v.partial(
      v.strictObject({
        'built-in': TEMPLATE_PARTS,
        instruct: TEMPLATE_PARTS,
        'long-code': TEMPLATE_PARTS,
        chat: TEMPLATE_PARTS,
      }),
    ),
    {},
  ),
  run: v.exactOptional(RunSchema),
});
export type LinkV1 = v.InferOutput<typeof LinkSchemaV1>;
