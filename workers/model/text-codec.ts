/** Text to token ids and back, through the model's own tokenizer. */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { TokenId } from '../../src/guidance/tokens';

const tokenizerFile = v.looseObject({ added_tokens: v.optional(v.array(v.unknown()), []) });

export class TextCodec {
  /** The same tokenizer without the table of added tokens: "<|endoftext|>" in a problem's text stays plain text. */
  private readonly plain: PreTrainedTokenizer;
  private readonly texts = new Map<TokenId, string>();

  constructor(private readonly tokenizer: PreTrainedTokenizer) {
    const file: unknown = tokenizer._tokenizerJSON;
    this.plain = new PreTrainedTokenizer({ ...v.parse(tokenizerFile, file), added_tokens: [] }, tokenizer.config);
  }

  /** No special tokens are added, and none are read in the text. */
  encode(text: string): TokenId[] {
    return text === '' ? [] : this.plain.encode(text, { add_special_tokens: false });
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
