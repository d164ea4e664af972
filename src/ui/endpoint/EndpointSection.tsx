import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';
import { AddressForm } from './AddressForm';
import { CheckResult } from './CheckResult';
import { EndpointFields } from './EndpointFields';
import { KeyField } from './KeyField';
import { PriceFields } from './PriceFields';
import { StartingHelp } from './StartingHelp';

/** A larger model somewhere else: its address, what is found there, and the button that makes it the page's. */
export function EndpointSection({ desk }: { desk: Desk }) {
  const { endpoint, playground } = desk;
  const state = endpoint.state.value;
  const inUse = endpoint.inUse.value !== null;
  return (
    <section class="endpoint" aria-labelledby="endpoint-title">
      <h2 id="endpoint-title">A model behind an endpoint</h2>
      <p class="hint">
        When a tab is too small: a model on an inference server with completions and log-probabilities, yours or a
        provider’s (Fireworks, vLLM, SGLang, llama.cpp). Its server gets the problem, its tests, the code and what
        candidates did when they ran. Programs still run here.
      </p>
      <AddressForm
        id="endpoint-address"
        label="Address of the server"
        placeholder="http://localhost:8080"
        typed={endpoint.form.value.address}
        reading={endpoint.address.value}
        mayConnect={endpoint.mayConnect}
        onType={(address) => endpoint.change({ address })}
      />
      {endpoint.mayConnect && (
        <>
          <KeyField endpoint={endpoint} />
          <EndpointFields endpoint={endpoint} />
          <PriceFields endpoint={endpoint} />
          <div class="model-actions">
            <button type="button" disabled={state.kind === 'asking'} onClick={() => void endpoint.check()}>
              Check what it can do
            </button>
            {state.kind === 'checked' && (
              <button type="button" class="primary" disabled={isBusy(playground)} onClick={() => endpoint.use()}>
                {inUse ? 'Use this model with these settings' : 'Use this model'}
              </button>
            )}
            {state.kind === 'asking' && (
              <button type="button" onClick={() => endpoint.stopAsking()}>
                Cancel
              </button>
            )}
          </div>
          <CheckResult endpoint={endpoint} />
        </>
      )}
      <StartingHelp />
    </section>
  );
}
