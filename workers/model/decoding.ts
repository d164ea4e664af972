/** What sampling and decoding need of the loaded model. */
import type { TokenId } from '../../src/guidance/tokens';
import type { ModelSession } from './session';
import type { TextCodec } from './text-codec';

export interface DecodingModel {
  readonly session: ModelSession;
  readonly codec: TextCodec;
  readonly endTokens: ReadonlySet<TokenId>;
  /**
   * Whether a text gives the same logits as a chunk, in steps and as a row of a batch. Where kernels mix rows, every
   * token is stepped and no candidate's row stands for the plain stream.
   */
  readonly verifiesDrafts: boolean;
}
