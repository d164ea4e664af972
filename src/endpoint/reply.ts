/** What a completion tells, in one form for all servers. */
import type { Piece } from './vocabulary';

export interface Listed {
  readonly piece: Piece;
  /** Natural logarithm. */
  readonly logprob: number;
}

/** A token of a reply, with the likeliest tokens in its place. */
export interface Scored {
  readonly piece: Piece;
  /** null for a text's first token, which nothing comes before. */
  readonly logprob: number | null;
  /** null where the server lists none. */
  readonly top: readonly Listed[] | null;
}

/** A completion, or what of it has come so far. */
export interface Choice {
  readonly index: number;
  readonly text: string;
  /** Of an echo the prompt's tokens come first; empty where no log-probabilities were told. */
  readonly tokens: readonly Scored[];
  /** `stop`: the model ended, or a stop text was found. */
  readonly finish: 'stop' | 'length' | null;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
  /** Of the input, what the server remembered. */
  readonly cached: number;
}

export interface Reply {
  readonly choices: readonly Choice[];
  readonly usage: Usage | null;
  /** As the server names what answered. */
  readonly model: string | null;
}

/** What is asked of a completion. */
export interface CompletionRequest {
  readonly prompt: EndpointPrompt;
  readonly maxTokens: number;
  /** 0 for the likeliest token each time. */
  readonly temperature: number;
  readonly topP: number;
  readonly seed: number | null;
  readonly count: number;
  readonly stop: readonly string[];
  /** How many of the likeliest tokens to list; 0 for no log-probabilities. */
  readonly top: number;
  /** The prompt's own tokens with their lists, of the last so many at least; 0 for none. */
  readonly echo: number;
  readonly stream: boolean;
}

export type EndpointPrompt =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ids'; readonly ids: readonly number[] };
