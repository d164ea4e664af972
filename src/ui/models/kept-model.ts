/** What a card is drawn from. */
import type { ModelRecord } from '../../hub/model-record';

export interface KeptModelView {
  readonly record: ModelRecord;
  readonly storedBytes: number;
}
