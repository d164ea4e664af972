import type { Desk } from '../app/desk';
import { Provenance, shortHash } from './Provenance';

/** Of the run that a panel draws: made in this visit, or played back, and then with which weights. */
export function RunProvenance({ desk }: { desk: Pick<Desk, 'source' | 'view'> }) {
  const source = desk.source.value;
  const model = desk.view.value.started?.model;
  if (source === 'none' || model === undefined) return null;
  return source === 'live' ? (
    <Provenance source="live" />
  ) : (
    <Provenance source="recorded">
      <span class="unseen">with {model.id}, </span>weights {shortHash(model.weightsSha256)}
    </Provenance>
  );
}
