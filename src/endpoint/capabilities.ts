/** What a server can do, as it was found out by asking it. */
import type { ServerKind } from './dialects/dialect';

export interface Capabilities {
  readonly server: ServerKind;
  readonly model: string;
  /** How many of the likeliest tokens it lists; 0 where it gives no log-probabilities. */
  readonly top: number;
  /** What was asked for when it listed so many. */
  readonly askedTop: number;
  /** A prompt's own log-probabilities: whole drafts are verified with one request for each stream. */
  readonly promptLists: boolean;
  /** Several completions in one request. */
  readonly several: boolean;
  /** Most of them; null where it names no limit. llama.cpp refuses more than it has slots. */
  readonly mostAtOnce: number | null;
  readonly streams: boolean;
  /** The same seed gave the same text. */
  readonly seed: boolean;
  /** `ids`: texts are tokenised by the server and sent as ids. `text`: it divides every text anew. */
  readonly tokens: 'ids' | 'text';
  /** Ids that begin every text, where ids are sent. */
  readonly begin: readonly number[];
  /** Most tokens of prompt and answer; null where it does not say. */
  readonly contextLength: number | null;
  /** Size of its vocabulary; null where it does not say. */
  readonly vocabularySize: number | null;
  /** Hash of its answer to a fixed question: another model answers otherwise. */
  readonly fingerprint: string;
}

/** Where a server does not say how much it reads: what models of the last years have at least. */
export const ASSUMED_CONTEXT = 8192;

/** Each a sentence for the visitor. */
export function capabilityWords(found: Capabilities): readonly { readonly good: boolean; readonly text: string }[] {
  const { top, askedTop, promptLists, several, mostAtOnce, streams, seed, tokens, contextLength } = found;
  return [
    top === 0
      ? { good: false, text: 'It gives no log-probabilities, so nothing can be guided: it cannot be used here.' }
      : {
          good: top >= 5,
          text: `It lists the ${top} likeliest tokens of every distribution${top < askedTop ? ` (asked for ${askedTop})` : ''}; what is left out is bounded, and every token says whether its choice is certain.`,
        },
    promptLists
      ? { good: true, text: 'It tells a prompt’s own log-probabilities: a drafted line is verified with two requests.' }
      : {
          good: false,
          text: 'It tells no log-probabilities of a prompt: each stream writes ahead, and what both agree on is taken.',
        },
    several
      ? {
          good: true,
          text: `It gives several completions in one request${mostAtOnce === null ? '' : `, up to ${mostAtOnce}`}.`,
        }
      : { good: false, text: 'It gives one completion a request: every candidate is a request of its own.' },
    streams
      ? { good: true, text: 'It streams: a candidate ends when its last line is complete.' }
      : { good: false, text: 'It does not stream: candidates run to their token limit and are cut here.' },
    seed
      ? { good: true, text: 'The same seed gave the same text.' }
      : { good: false, text: 'It does not keep to a seed: a run cannot be made again.' },
    tokens === 'ids'
      ? { good: true, text: 'Texts are sent as its own token ids.' }
      : {
          good: false,
          text: 'Texts are sent as text, which it divides into tokens anew each time: where a chosen token would not be divided off again, probabilities after it are of other tokens with the same text. Token counts before a request are estimates.',
        },
    contextLength === null
      ? { good: false, text: `It does not say how much it reads: ${ASSUMED_CONTEXT} tokens are assumed.` }
      : { good: true, text: `It reads up to ${contextLength} tokens.` },
  ];
}
