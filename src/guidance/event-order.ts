/**
 * Events of agents that run side by side, in an order that no clock decides: by the tokens that the agent had forwarded,
 * then by its seat. An agent's event is told once no other agent can have an earlier one, so the agent whose turn it is
 * is told as it goes, and the others at most one call later.
 */
import type { RunEvent } from './events';

interface Held {
  readonly spent: number;
  readonly agent: number;
  readonly event: RunEvent;
}

interface Place {
  readonly spent: number;
  readonly seat: number;
}

export class EventOrder {
  private readonly held: Held[][];
  private readonly left: boolean[];

  /** `spent` gives the tokens that a seat has forwarded so far. */
  constructor(
    seats: number,
    private readonly spent: (seat: number) => number,
    private readonly tell: (agent: number, event: RunEvent) => void,
  ) {
    this.held = Array.from({ length: seats }, () => []);
    this.left = Array.from({ length: seats }, () => false);
  }

  add(seat: number, agent: number, event: RunEvent): void {
    this.held[seat]?.push({ spent: this.spent(seat), agent, event });
    this.release();
  }

  /** The seat will have no more events. */
  leave(seat: number): void {
    this.left[seat] = true;
    this.release();
  }

  /** Tells what can be told; to be called whenever a seat has forwarded something. */
  release(): void {
    const open = this.left.flatMap((left, seat) => (left ? [] : [{ spent: this.spent(seat), seat }]));
    const bound = open.reduce<Place | null>((least, place) => (least && !isBefore(place, least) ? least : place), null);
    for (;;) {
      const first = this.held.reduce<Place | null>((least, [next], seat) => {
        if (next === undefined) return least;
        const place = { spent: next.spent, seat };
        return least && !isBefore(place, least) ? least : place;
      }, null);
      if (first === null || (bound !== null && isBefore(bound, first))) return;
      const next = this.held[first.seat]?.shift();
      if (next !== undefined) this.tell(next.agent, next.event);
    }
  }
}

export function isBefore(a: Place, b: Place): boolean {
  return a.spent < b.spent || (a.spent === b.spent && a.seat < b.seat);
}
