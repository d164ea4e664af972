import type { Capabilities } from '../../endpoint/capabilities';
import { DIALECTS } from '../../endpoint/dialects';
import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';
import { EndpointSpent } from './EndpointSpent';

export function EndpointInUse({ desk, found }: { desk: Desk; found: Capabilities }) {
  const { endpoint, playground } = desk;
  return (
    <section class="in-use" aria-labelledby="in-use-title">
      <h2 id="in-use-title">In use</h2>
      <p>
        <b>{found.model}</b>, behind an endpoint ({DIALECTS[found.server].name}). Until this page is closed or another
        model is taken.
      </p>
      <EndpointSpent desk={desk} />
      <p>
        <button type="button" disabled={isBusy(playground)} onClick={() => endpoint.leave()}>
          Back to the model of this page
        </button>
      </p>
    </section>
  );
}
