/**
 * Several agents on one problem. An agent is one configuration with one γ: one complete run, with its own header, its own
 * events and its own seed. They share the model by turns of forwarded tokens (shared-model.ts), so that nothing they tell
 * depends on a clock: the same agents give the same events in the same order, and each of them the events that it gives
 * alone, up to where another's success stops it.
 *
 * What is solved is decided by the visible tests alone. That an agent has solved the problem counts from the tokens that
 * it had forwarded by then: the others go on until they have forwarded as many, also where the word comes earlier.
 */
import type { AgentConfig, AgentSettings } from './agent';
import { AnotherSolved } from './another-solved';
import type { CancelSignal } from './cancellation';
import { runAgent } from './egcfg';
import { EventOrder, isBefore } from './event-order';
import type { RunEvent } from './events';
import type { RunInput } from './run-frame';
import { type Seat, shareModel } from './shared-model';

export interface AgentsPlan {
  readonly agents: readonly AgentSettings[];
  /** The first that solves the problem stops the rest; those that have not begun are skipped. */
  readonly stopAtFirst: boolean;
  /**
   * Indices of agents that run one after another (the γ list of one configuration). The first that solves the problem
   * ends its list, unless `eachOfList`. Without lists every agent is one of its own.
   */
  readonly lists?: readonly (readonly number[])[];
  readonly eachOfList?: boolean;
  /** Most lists at once; the others wait. Each holds a context of the model. */
  readonly atOnce?: number;
}

export const USUALLY_AT_ONCE = 4;

export interface AgentsInput extends Omit<RunInput, 'agent' | 'emit' | 'beforeLine'> {
  readonly beforeLine?: RunInput['beforeLine'];
  /** Another strategy than EG-CFG; it ends as `runAgent` does. */
  readonly run?: (signal: CancelSignal, input: RunInput) => Promise<void>;
}

/** Agents and lists of configurations as the published code has them: each with the strengths it is tried at, in order. */
export function agentsOf(configs: readonly AgentConfig[]): Required<Pick<AgentsPlan, 'agents' | 'lists'>> {
  const agents: AgentSettings[] = [];
  const lists = configs.map(({ settings, gammas }) => gammas.map((gamma) => agents.push({ ...settings, gamma }) - 1));
  return { agents, lists };
}

/** Resolves when every agent has ended for whatever reason; the last event of each says which. Never rejects. */
export async function runAgents(
  signal: CancelSignal,
  input: AgentsInput,
  plan: AgentsPlan,
  onEvent: (agent: number, event: RunEvent) => void,
): Promise<void> {
  const lists = plan.lists ?? plan.agents.map((_, agent) => [agent]);
  const count = Math.max(1, Math.min(lists.length, plan.atOnce ?? USUALLY_AT_ONCE));
  const solved: { readonly spent: number; readonly seat: number }[] = [];
  const listSolved = lists.map(() => false);
  const current: number[] = [];

  const admit = (seat: number) => {
    order.release();
    const place = { spent: spent(seat), seat };
    const byAnother = plan.stopAtFirst && solved.some((one) => !isBefore(place, one));
    const inList = !plan.eachOfList && listSolved[current[seat] ?? -1] === true;
    if (byAnother || inList) throw new AnotherSolved();
  };
  const { seats } = await shareModel(signal, input.model, count, { contexts: 'own', admit });
  const spent = (seat: number) => seats[seat]?.spent() ?? 0;
  const order = new EventOrder(count, spent, onEvent);

  const runOne = (seat: number, place: Seat, list: number, agent: number) => {
    const settings = plan.agents[agent];
    if (settings === undefined) throw new RangeError(`There is no agent ${agent}`);
    return (input.run ?? runAgent)(signal, {
      ...input,
      model: place.model,
      agent: settings,
      beforeLine: input.beforeLine ?? (async () => undefined),
      emit: (event) => {
        if (event.kind === 'run-finished' && event.solved) {
          solved.push({ spent: spent(seat), seat });
          listSolved[list] = true;
        }
        order.add(seat, agent, event);
      },
    });
  };
  /** Which lists a seat takes is settled beforehand: who is free first is a matter of time. */
  const occupy = async (place: Seat, seat: number) => {
    try {
      for (let list = seat; list < lists.length; list += count) {
        current[seat] = list;
        for (const agent of lists[list] ?? []) await runOne(seat, place, list, agent);
      }
    } finally {
      place.leave();
      order.leave(seat);
    }
  };
  await Promise.all(seats.map(occupy));
}
