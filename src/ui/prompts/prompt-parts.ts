/** The exact texts that the two streams read for a line, in pieces, with their sizes. */
import type { LineView, RunView } from '../../runs/run-view';

export interface PromptPart {
  readonly kind: 'shared' | 'signal' | 'code';
  readonly text: string;
  readonly tokens: number;
}

export interface PromptPair {
  readonly plain: readonly PromptPart[];
  /** null where the line is not guided: there is one stream only. */
  readonly conditional: readonly PromptPart[] | null;
}

/** The prompts as they stood when the line began: everything before it is code already written. */
export function promptPair(view: RunView, line: LineView): PromptPair | null {
  const { started } = view;
  if (started === null) return null;
  const { head, tail } = started.prompt;
  const before = view.lines.filter((one) => one.line < line.line);
  const headPart: PromptPart = { kind: 'shared', text: head.text, tokens: head.ids.length };
  const tailPart: PromptPart = { kind: 'shared', text: tail.text, tokens: tail.ids.length };
  const codePart: PromptPart = {
    kind: 'code',
    text: before.map((one) => one.text).join(''),
    tokens: started.forced.length + before.reduce((sum, one) => sum + one.tokens.length, 0),
  };
  const { signal } = line;
  return {
    plain: [headPart, tailPart, codePart],
    conditional:
      signal === null
        ? null
        : [headPart, { kind: 'signal', text: signal.text, tokens: signal.ids.length }, tailPart, codePart],
  };
}

export function partTokens(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, part) => sum + part.tokens, 0);
}
