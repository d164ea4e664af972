/** Text to token ids and back, through the model's own tokenizer. */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { TokenId } from '../../src/guidance/tokens';

const addedToken = v.object({
  id: v.number(),
  content: v.string(),
  special: v.optional(v.boolean(), false),
  lstrip: v.optional(v.boolean(), false),
  rstrip: v.optional(v.boolean(), false),
});
type AddedToken = v.InferOutput<typeof addedToken>;
const tokenizerFile = v.looseObject({ added_tokens: v.optional(v.array(addedToken), []) });

/** A piece of a prompt: words of the template, in which special tokens are read, or plain text. */
export interface TextPiece {
  readonly kind: 'template' | 'text';
  readonly text: string;
}

export class TextCodec {
  /** The same tokenizer without the table of added tokens: "<|endoftext|>" in a problem's text stays plain text. */
  private readonly plain: PreTrainedTokenizer;
  /** The longest first: of two that begin alike the longer one is meant. */
  private readonly added: readonly AddedToken[];
  private readonly texts = new Map<TokenId, string>();

  constructor(private readonly tokenizer: PreTrainedTokenizer) {
    const file = v.parse(tokenizerFile, tokenizer._tokenizerJSON);
    this.plain = new PreTrainedTokenizer({ ...file, added_tokens: [] }, tokenizer.config);
    this.added = file.added_tokens
      .filter(({ content }) => content !== '')
      .sort((a, b) => b.content.length - a.content.length);
  }

  /** No special tokens are added, and none are read in the text. */
  encode(text: string): TokenId[] {
    return text === '' ? [] : this.plain.encode(text, { add_special_tokens: false });
  }

  /** The pieces as one text: tokens may reach over the seam of two pieces, as they would in the whole text. */
  encodePieces(pieces: readonly TextPiece[]): TokenId[] {
    const ids: TokenId[] = [];
    let text = '';
    let trims = false;
    const flush = () => {
      ids.push(...this.encode(text));
      text = '';
    };
    const append = (more: string) => {
      text += trims ? more.trimStart() : more;
      if (text !== '') trims = false;
    };
    for (const piece of pieces) {
      if (piece.kind === 'text') {
        append(piece.text);
        continue;
      }
      for (let at = 0; at < piece.text.length; ) {
        const token = this.added.find(({ content }) => piece.text.startsWith(content, at));
        if (token === undefined) {
          append(piece.text.charAt(at));
          at++;
          continue;
        }
        if (token.lstrip) text = text.trimEnd();
        flush();
        ids.push(token.id);
        trims = token.rstrip;
        at += token.content.length;
      }
    }
    flush();
    return ids;
  }

  /** Bytes that are no whole character give U+FFFD; ids that the tokenizer does not know give nothing. */
  decode(ids: readonly TokenId[]): string {
    const known = ids.filter((id) => this.tokenizer._tokenizer.id_to_token(id) !== undefined);
    if (known.length === 0) return '';
    return this.tokenizer.decode(known, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  }

  /** One token's text by itself. */
  textOf(id: TokenId): string {
    const seen = this.texts.get(id);
    if (seen !== undefined) return seen;
    const text = this.decode([id]);
    this.texts.set(id, text);
    return text;
  }
}
