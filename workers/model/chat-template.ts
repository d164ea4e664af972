/**
 * Problems as turns of a model's own chat template, rendered by transformers.js. The template sees marks in place of our
 * texts, and what it wrote is cut at the marks: so the signal's place is known however the template goes on, words like
 * "<|im_end|>" in a problem stay words, and a template that trims what it is given cannot move the place.
 */
import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { ChatPrompt, ChatTurn } from '../../src/guidance/ports';
import type { PromptSegment } from '../../src/guidance/tokens';
import { words } from './model-files';
import type { TextCodec, TextPiece } from './text-codec';

/** Private-use characters: no template asks for them, and no problem is likely to hold them. */
const MARK = { system: '\uE0F0', head: '\uE0F1', tail: '\uE0F2' } as const;

const OPTIONS = {
  tokenize: false,
  add_generation_prompt: true,
  /** Qwen3 and others think aloud before they answer, unless they are told not to. */
  enable_thinking: false,
  thinking: false,
  /** Llama's templates write the date of the day, and equal runs would differ from one day to the next. */
  date_string: '26 Jul 2024',
} as const;

type Rendered = { readonly before: string; readonly between: string; readonly after: string };

export class ChatTemplate {
  private constructor(
    private readonly codec: TextCodec,
    private readonly render: (hasSystem: boolean) => Rendered,
    /** Whether the template has a place for a system's words; else they begin the user's turn. */
    private readonly takesSystem: boolean,
    /** What had to be done about the template, for the visitor. */
    readonly notes: readonly string[],
  ) {}

  /** The template, ready for use, or why it cannot be used, as the end of a sentence. */
  static open(tokenizer: PreTrainedTokenizer, codec: TextCodec, template: string): ChatTemplate | string {
    const render = (hasSystem: boolean) => renderMarks(tokenizer, template, hasSystem);
    let plain: Rendered;
    try {
      plain = render(false);
    } catch (thrown) {
      return `its chat template could not be applied (${words(thrown)})`;
    }
    const notes: string[] = [];
    if (closing(plain.after) !== '')
      notes.push('Its chat template opens a thought before the answer; it is closed, empty.');
    let takesSystem = true;
    try {
      render(true);
    } catch {
      takesSystem = false;
      notes.push('Its chat template takes no system message; those words begin the first turn.');
    }
    return new ChatTemplate(codec, render, takesSystem, notes);
  }

  prompt({ system, head, tail, answer }: ChatTurn): ChatPrompt {
    const hasSystem = system.trim() !== '';
    const { before, between, after } = this.render(hasSystem && this.takesSystem);
    const [ahead, behind = ''] = before.split(MARK.system);
    // Templates differ in whether they trim a turn; ours always is.
    const inTurn = hasSystem && !this.takesSystem ? `${system.trim()}\n\n${head.trimStart()}` : head.trimStart();
    const start: TextPiece[] = [
      { kind: 'template', text: ahead ?? '' },
      { kind: 'text', text: hasSystem && this.takesSystem ? system.trim() : '' },
      { kind: 'template', text: behind },
      { kind: 'text', text: inTurn },
    ];
    const end: TextPiece[] = [
      { kind: 'template', text: between },
      { kind: 'text', text: tail.trimEnd() },
      { kind: 'template', text: after + closing(after) },
      { kind: 'text', text: answer },
    ];
    return { head: this.segment(start), tail: this.segment(end) };
  }

  private segment(pieces: readonly TextPiece[]): PromptSegment {
    return { text: pieces.map(({ text }) => text).join(''), ids: this.codec.encodePieces(pieces) };
  }
}

/** Throws where the template does, and where it leaves out or repeats what it was given. */
function renderMarks(tokenizer: PreTrainedTokenizer, template: string, hasSystem: boolean): Rendered {
  const user = { role: 'user', content: MARK.head + MARK.tail };
  const messages = hasSystem ? [{ role: 'system', content: MARK.system }, user] : [user];
  const rendered = tokenizer.apply_chat_template(messages, { ...OPTIONS, chat_template: template });
  if (typeof rendered !== 'string') throw new Error('it gives no text');
  const used = hasSystem ? Object.values(MARK) : [MARK.head, MARK.tail];
  const places = used.map((mark) => rendered.indexOf(mark));
  const isOnce = used.every((mark, i) => places[i] !== -1 && rendered.indexOf(mark, (places[i] ?? 0) + 1) === -1);
  const isInOrder = places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
  if (!isOnce || !isInOrder) throw new Error('it leaves out, repeats or reorders messages');
  const [before = '', rest = ''] = rendered.split(MARK.head);
  const [between = '', after = ''] = rest.split(MARK.tail);
  return { before, between, after };
}

/** What ends a thought that the template has begun: answers are code from their first token. */
function closing(after: string): string {
  const opened = after.lastIndexOf('<think>');
  return opened !== -1 && after.indexOf('</think>', opened) === -1 ? '\n</think>\n\n' : '';
}
