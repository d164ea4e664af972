/** The signal in tokens: written in the agent's format, and made to fit. */
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import type { LanguageModel } from './ports';
import type { SignalWording } from './prompt';
import { type SignalContent, signalText } from './signal-text';
import type { PromptSegment } from './tokens';

export interface EvidenceInput {
  readonly model: LanguageModel;
  readonly agent: Pick<AgentSettings, 'traceFormat' | 'traceBudget'>;
  readonly wording: SignalWording;
  /** Tokens that the model's context has left for the signal. */
  readonly room: number;
}

export interface Evidence {
  /** null where there is nothing to say, or no room for any of it. */
  readonly segment: PromptSegment | null;
  /** Candidates that had no room; the last ones go first. */
  readonly candidatesLeftOut: number;
}

export async function formEvidence(
  signal: CancelSignal,
  input: EvidenceInput,
  content: SignalContent,
): Promise<Evidence> {
  const { candidates } = content;
  for (let kept = candidates.length; kept >= 0; kept--) {
    const segment = await writeSignal(signal, input, { ...content, candidates: candidates.slice(0, kept) });
    const left = { candidatesLeftOut: candidates.length - kept };
    if (segment === null) return { segment, ...left };
    if (segment.ids.length <= input.room) return { segment, ...left };
  }
  return { segment: null, candidatesLeftOut: candidates.length };
}

async function writeSignal(
  signal: CancelSignal,
  input: EvidenceInput,
  content: SignalContent,
): Promise<PromptSegment | null> {
  const { traceFormat: format, traceBudget } = input.agent;
  const write = (charactersPerToken: number) =>
    signalText(content, {
      format,
      traceBudget,
      wording: input.wording,
      countTokens: (text) => Math.ceil(text.length / charactersPerToken),
    });
  if (format !== 'budgeted') return encodeSignal(signal, input.model, write(USUAL_CHARACTERS_PER_TOKEN));
  return fitBudget(signal, input, write);
}

const USUAL_CHARACTERS_PER_TOKEN = 3;
const MOST_TRIES = 6;

/**
 * The tokenizer works in another thread, so a budget is kept by the characters that a token has in this very text: the
 * first guess is corrected by what the tokenizer counts, until the traces are within the budget.
 */
async function fitBudget(
  signal: CancelSignal,
  { model, agent }: EvidenceInput,
  write: (charactersPerToken: number) => string,
): Promise<PromptSegment | null> {
  const bare = write(Number.MIN_VALUE);
  const [bareIds = []] = await model.encode(signal, [bare]);
  let perToken = USUAL_CHARACTERS_PER_TOKEN;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const segment = await encodeSignal(signal, model, write(perToken));
    if (segment === null) return null;
    const traces = segment.ids.length - bareIds.length;
    if (traces <= agent.traceBudget) return segment;
    perToken = (perToken * agent.traceBudget * 0.98) / traces;
  }
  return encodeSignal(signal, model, bare);
}

/** null where the text is empty: there is no signal. */
export async function encodeSignal(
  signal: CancelSignal,
  model: LanguageModel,
  text: string,
): Promise<PromptSegment | null> {
  if (text === '') return null;
  const [ids = []] = await model.encode(signal, [text]);
  return { text, ids };
}
