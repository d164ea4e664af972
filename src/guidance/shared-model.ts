/**
 * One model for several agents on one problem. They share a context, so that what one has read the others need not read
 * again, and take turns: the agent that has forwarded fewest tokens is next, of equal ones the first, and the others wait
 * for it even while it is busy elsewhere. So the order of the calls, and with it what each finds in the context, depends
 * on nothing but the agents; a clock would make equal runs differ.
 */
import type { CancelSignal } from './cancellation';
import type { ContextId, LanguageModel } from './ports';
import type { Cost } from './tokens';

export interface Seat {
  /** For this agent alone. Its `closeContext` closes nothing. */
  readonly model: LanguageModel;
  /** When the agent has ended, however; the others wait for it until then. Safe to call twice. */
  readonly leave: () => void;
}

export interface SharedModel {
  readonly seats: readonly Seat[];
  /** Releases the context. */
  close(): Promise<void>;
}

interface SeatState {
  forwardedTokens: number;
  left: boolean;
  /** Starts the call that waits for its turn. */
  waiting: (() => void) | null;
}

/** Seats for `agents` agents, who may begin at any time but must all leave. */
export async function shareModel(signal: CancelSignal, model: LanguageModel, agents: number): Promise<SharedModel> {
  const context = await model.openContext(signal);
  const states = Array.from({ length: agents }, (): SeatState => ({ forwardedTokens: 0, left: false, waiting: null }));
  let busy = false;

  const dispatch = () => {
    if (busy) return;
    const present = states.filter((state) => !state.left);
    const least = Math.min(...present.map((state) => state.forwardedTokens));
    const next = present.find((state) => state.forwardedTokens === least);
    if (next === undefined || next.waiting === null) return;
    const start = next.waiting;
    next.waiting = null;
    busy = true;
    start();
  };

  const inTurn = async <T extends { readonly cost: Cost }>(
    agentSignal: CancelSignal,
    state: SeatState,
    work: () => Promise<T>,
  ): Promise<T> => {
    await new Promise<void>((start) => {
      state.waiting = start;
      dispatch();
    });
    try {
      agentSignal.throwIfAborted();
      const result = await work();
      state.forwardedTokens += result.cost.forwardedTokens;
      return result;
    } finally {
      busy = false;
      dispatch();
    }
  };

  const seats = states.map((state): Seat => {
    const seat: LanguageModel = {
      ...(model.recover === undefined ? {} : { recover: model.recover.bind(model) }),
      description: model.description,
      encode: (...args) => model.encode(...args),
      decode: (...args) => model.decode(...args),
      chatPrompt: (...args) => model.chatPrompt(...args),
      openContext: async (): Promise<ContextId> => context,
      closeContext: async () => undefined,
      sample: (agentSignal, ...rest) => inTurn(agentSignal, state, () => model.sample(agentSignal, ...rest)),
      decodeLine: (agentSignal, ...rest) => inTurn(agentSignal, state, () => model.decodeLine(agentSignal, ...rest)),
    };
    const leave = () => {
      state.left = true;
      dispatch();
    };
    return { model: seat, leave };
  });
  return { seats, close: () => model.closeContext(context) };
}
