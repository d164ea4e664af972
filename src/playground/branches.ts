/**
 * "Branch here": a run that begins with a part of another one and goes its own way. Branches and the runs they come from
 * are lanes; each keeps its own events for as long as the tab lives, whatever is shown or started meanwhile.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AgentSettings } from '../guidance/agent';
import type { BranchStart } from './given-ids';
import type { RunHistory } from './run-log';

export interface BranchRequest {
  readonly start: BranchStart;
  /** The run's own, with what the visitor changed. */
  readonly agent: AgentSettings;
}

export interface RunLane {
  readonly id: number;
  readonly log: RunHistory;
  /** null for a run that was not branched off another; `parent` is null where that run is no longer known. */
  readonly origin: { readonly parent: number | null; readonly request: BranchRequest } | null;
}

export class Branches<Log extends RunHistory> {
  readonly #lanes = signal<readonly RunLane[]>([]);
  readonly #logs = new Map<number, Log>();
  #lastId = 0;

  get lanes(): ReadonlySignal<readonly RunLane[]> {
    return this.#lanes;
  }

  /** Lists `log` as a branch of `parent`, which is listed with it where it is not yet. */
  add(parent: Log | null, log: Log, request: BranchRequest): void {
    const root = parent === null ? null : this.#listed(parent);
    const branch: RunLane = { id: ++this.#lastId, log, origin: { parent: root?.id ?? null, request } };
    this.#logs.set(branch.id, log);
    this.#lanes.value = [...this.#lanes.value, branch];
  }

  #listed(log: Log): RunLane {
    const known = this.#lanes.value.find((lane) => lane.log === log);
    if (known !== undefined) return known;
    const lane: RunLane = { id: ++this.#lastId, log, origin: null };
    this.#logs.set(lane.id, log);
    this.#lanes.value = [...this.#lanes.value, lane];
    return lane;
  }

  logOf(id: number): Log | null {
    return this.#logs.get(id) ?? null;
  }

  /** Takes a lane off the list. Its branches stay; a run without any is listed no more. */
  remove(id: number): void {
    this.#logs.delete(id);
    const left = this.#lanes.value.filter((lane) => lane.id !== id);
    this.#lanes.value = left.filter((lane) => {
      const isAlone = lane.origin === null && !left.some((other) => other.origin?.parent === lane.id);
      if (isAlone) this.#logs.delete(lane.id);
      return !isAlone;
    });
  }
}
