/** A growing continuation of some code: its ids, its text, and whether the answer has ended. */
import { type EndReason, findCodeEnd, lineCount, type StopRule } from './line';
import type { TokenId } from './tokens';

/** The text of some ids; bytes that are no whole character give U+FFFD. */
export interface TextOfIds {
  decode(ids: readonly TokenId[]): string;
}

export class Continuation {
  private readonly kept: TokenId[] = [];
  private readonly codeText: string;
  /** Why the answer is over, null while it goes on. */
  end: EndReason | null = null;
  /** Text of the continuation alone. */
  text = '';

  constructor(
    private readonly codec: TextOfIds,
    private readonly code: readonly TokenId[],
    private readonly rule: StopRule,
    private readonly endTokens: ReadonlySet<TokenId>,
  ) {
    this.codeText = codec.decode(code);
    this.judge();
  }

  /** Ids of the continuation alone; after an end only those that belong to the answer. */
  get ids(): readonly TokenId[] {
    return this.kept;
  }

  /** Lines completed by the continuation. */
  get lines(): number {
    // Read together with the code: a \r at its end may be half of a line's end.
    return lineCount(this.codeText + this.text) - lineCount(this.codeText);
  }

  push(id: TokenId): void {
    if (this.end !== null) throw new Error('The continuation has ended');
    if (this.endTokens.has(id)) {
      this.end = 'end-token';
      return;
    }
    this.kept.push(id);
    this.text = this.textOfKept();
    this.judge();
  }

  private judge(): void {
    const ended = findCodeEnd(this.codeText + this.text, this.rule);
    if (ended !== null) {
      this.cut(ended.keep - this.codeText.length);
      this.end = ended.reason;
    } else if (this.code.length + this.kept.length >= this.rule.maxTokens) {
      this.end = 'token-limit';
    }
  }

  /** Drops tokens until at most `length` characters are left; a token that straddles the end goes whole. */
  private cut(length: number): void {
    while (this.kept.length > 0 && this.text.length > length) {
      this.kept.pop();
      this.text = this.textOfKept();
    }
  }

  private textOfKept(): string {
    // Code that ends inside a character is completed by the continuation's first token, so both are read together.
    if (this.codeText.endsWith('\uFFFD')) {
      return this.codec.decode([...this.code, ...this.kept]).slice(this.codeText.length);
    }
    return this.codec.decode(this.kept);
  }
}
