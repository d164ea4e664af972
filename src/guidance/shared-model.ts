/**
 * One model for several agents on one problem. They take turns: the agent that has forwarded fewest tokens is next, of
 * equal ones the first, and the others wait for it even while it is busy elsewhere. So the order of the calls depends on
 * nothing but the agents; a clock would make equal runs differ.
 *
 * With `shared` contexts one agent need not read again what another has read, whatever it is, and its costs depend on the
 * company. With contexts of their `own` they share the head of the prompt alone, where the model shares heads, and an
 * agent's numbers are those of the agent alone, to the last bit.
 */
import type { CancelSignal } from './cancellation';
import type { ContextId, LanguageModel } from './ports';
import type { Cost } from './tokens';

export interface Seat {
  /** For this agent alone. With shared contexts its `closeContext` closes nothing. */
  readonly model: LanguageModel;
  /** Tokens that the agent has forwarded so far. */
  readonly spent: () => number;
  /** When the agent has ended, however; the others wait for it until then. Safe to call twice. */
  readonly leave: () => void;
}

export interface SharedModel {
  readonly seats: readonly Seat[];
  /** Releases the shared context. */
  close(): Promise<void>;
}

export interface Sharing {
  readonly contexts: 'shared' | 'own';
  /** Called in a seat's turn, before its call; what it throws is thrown to the agent instead. */
  readonly admit?: (seat: number) => void;
}

interface SeatState {
  readonly seat: number;
  forwardedTokens: number;
  left: boolean;
  /** Start the calls that wait for their turn, the first first. */
  readonly waiting: (() => void)[];
}

/** Resolves in the seat's turn; an agent that is stopped does not wait for the others, and takes no turn. */
function turnOf(signal: CancelSignal, state: SeatState, dispatch: () => void): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const start = () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    const onAbort = () => {
      state.waiting.splice(state.waiting.indexOf(start), 1);
      try {
        signal.throwIfAborted();
      } catch (reason) {
        reject(reason);
      }
    };
    signal.addEventListener('abort', onAbort, { once: true });
    state.waiting.push(start);
    dispatch();
  });
}

/** Seats for `agents` agents, who may begin at any time but must all leave. */
export async function shareModel(
  signal: CancelSignal,
  model: LanguageModel,
  agents: number,
  { contexts, admit }: Sharing = { contexts: 'shared' },
): Promise<SharedModel> {
  const shared = contexts === 'shared' ? await model.openContext(signal) : null;
  const states = Array.from(
    { length: agents },
    (_, seat): SeatState => ({ seat, forwardedTokens: 0, left: false, waiting: [] }),
  );
  let busy = false;

  const dispatch = () => {
    if (busy) return;
    const present = states.filter((state) => !state.left);
    const least = Math.min(...present.map((state) => state.forwardedTokens));
    const next = present.find((state) => state.forwardedTokens === least);
    const start = next?.waiting.shift();
    if (start === undefined) return;
    busy = true;
    start();
  };

  const inTurn = async <T extends { readonly cost: Cost }>(
    agentSignal: CancelSignal,
    state: SeatState,
    work: () => Promise<T>,
  ): Promise<T> => {
    await turnOf(agentSignal, state, dispatch);
    try {
      admit?.(state.seat);
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
      get description() {
        return model.description;
      },
      encode: (...args) => model.encode(...args),
      decode: (...args) => model.decode(...args),
      chatPrompt: (...args) => model.chatPrompt(...args),
      openContext: async (...args): Promise<ContextId> => shared ?? model.openContext(...args),
      closeContext: async (context) => (shared === null ? model.closeContext(context) : undefined),
      sample: (agentSignal, ...rest) => inTurn(agentSignal, state, () => model.sample(agentSignal, ...rest)),
      decodeLine: (agentSignal, ...rest) => inTurn(agentSignal, state, () => model.decodeLine(agentSignal, ...rest)),
      // A shared context is not the agent's own to open again.
      ...(model.recover === undefined || shared !== null ? {} : { recover: model.recover.bind(model) }),
    };
    const leave = () => {
      state.left = true;
      dispatch();
    };
    return { model: seat, spent: () => state.forwardedTokens, leave };
  });
  return { seats, close: async () => (shared === null ? undefined : model.closeContext(shared)) };
}
