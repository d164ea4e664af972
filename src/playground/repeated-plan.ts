/** Making a run again means using the device as it did: the plan that its header names, where all else is the same too. */
import type { AgentSettings } from '../guidance/agent';
import type { EventOf } from '../guidance/events';
import type { DecodePlan } from '../guidance/ports';
import type { SandboxLimits } from '../limits/sandbox-limits';
import type { Problem } from '../problems/schema';
import type { ModelState } from './state';

interface Asked {
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: SandboxLimits;
}

/** null where `shown` is another run than the one asked for, or does not say. */
export function repeatedPlan(shown: EventOf<'run-started'> | null, asked: Asked, model: ModelState): DecodePlan | null {
  if (shown === null || model.kind !== 'ready') return null;
  const { id, weightsSha256, device } = model.description;
  const sameModel =
    shown.model.id === id && shown.model.weightsSha256 === weightsSha256 && shown.model.device === device;
  const same = (['problem', 'agent', 'limits'] as const).every((part) => isSame(shown[part], asked[part]));
  return sameModel && same ? (shown.plan ?? null) : null;
}

/** Of plain data, whatever the order of its fields. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortedFields) === JSON.stringify(b, sortedFields);
}

function sortedFields(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
