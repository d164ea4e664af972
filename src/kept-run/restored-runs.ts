/** Kept runs as they can be shown again: checked like files, and ended where nothing of them says how they ended. */
import * as v from 'valibot';
import type { RunEvent } from '../guidance/events';
import { EVENT_FORMAT } from '../guidance/events';
import type { BranchRequest } from '../playground/branches';
import { AgentSchema } from '../runs/event-schema';
import { parseRunFile } from '../runs/run-file';
import type { KeptRun, KeptRuns } from './run-storage';

export interface RestoredRun {
  readonly events: readonly RunEvent[];
  /** It was under way when the page was left; its last event was added here. */
  readonly cut: boolean;
}

export interface RestoredLane extends RestoredRun {
  readonly kept: KeptRun;
  /** `parent`: its place among the restored ones, which is before this one; null where it was not kept. */
  readonly origin: { readonly parent: number | null; readonly request: BranchRequest } | null;
}

/** The end of a run that only the page's last moment knew. */
export interface Tail {
  readonly run: string;
  /** How many events stand before it; some of its own may have been written after all. */
  readonly from: number;
  readonly events: readonly unknown[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const RequestSchema: v.GenericSchema<unknown, BranchRequest> = v.object({
  agent: AgentSchema,
  start: v.variant('kind', [
    v.object({
      kind: v.literal('place'),
      place: v.object({ line: count, tokens: count }),
      token: v.nullable(v.object({ id: count, text: v.string() })),
    }),
    v.object({ kind: v.literal('edited'), text: v.string(), code: v.string() }),
  ]),
});

/** null where it is not a run, of this version at least. */
export function restoredRun(kept: readonly unknown[], tail: Tail | null): RestoredRun | null {
  const whole = tail !== null && tail.from <= kept.length ? [...kept.slice(0, tail.from), ...tail.events] : kept;
  if (whole.length === 0) return null;
  try {
    const { events } = parseRunFile({ format: EVENT_FORMAT, events: whole });
    if (events[0]?.kind !== 'run-started') return null;
    const last = events.at(-1)?.kind;
    const ended = last === 'run-finished' || last === 'run-stopped' || last === 'run-failed';
    return ended ? { events, cut: false } : { events: [...events, { kind: 'run-stopped' }], cut: true };
  } catch {
    return null;
  }
}

/** Those of a tab that can be read, in their order; a branch of which nobody can say where it began is left out. */
export function restoredLanes({ runs }: KeptRuns, tails: readonly Tail[]): readonly RestoredLane[] {
  const lanes: RestoredLane[] = [];
  for (const kept of runs) {
    const run = restoredRun(kept.events, tails.find((tail) => tail.run === kept.run) ?? null);
    if (run === null) continue;
    if (kept.request === null) {
      lanes.push({ ...run, kept, origin: null });
      continue;
    }
    const request = v.safeParse(RequestSchema, kept.request);
    const parent = lanes.findIndex((lane) => lane.kept.run === kept.parent);
    if (request.success) {
      lanes.push({ ...run, kept, origin: { parent: parent < 0 ? null : parent, request: request.output } });
    }
  }
  return lanes;
}
