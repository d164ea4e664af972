/** What sampling and decoding need of the loaded model. */
import type { TokenId } from '../../src/guidance/tokens';
import type { ModelSession } from './session';
import type { TextCodec } from './text-codec';

export interface DecodingModel {
  readonly session: ModelSession;
  readonly codec: TextCodec;
  readonly endTokens: ReadonlySet<TokenId>;
}
