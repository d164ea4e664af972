import { useSignal } from '@preact/signals';
import { readNamedOrigins, writeNamedOrigins } from '../../csp/named-origins';
import type { EndpointDesk } from '../../playground/endpoint/endpoint-desk';

/**
 * Where the server is. The page may connect to nobody until the visitor says so, and its rules can only be tightened while
 * it runs: allowing a server opens the page again.
 */
export function AddressForm({ endpoint }: { endpoint: EndpointDesk }) {
  const { address: typed } = endpoint.form.value;
  const reading = endpoint.address.value;
  const problem = useSignal<string | null>(null);
  const change = (named: readonly string[]) => {
    try {
      writeNamedOrigins(named);
    } catch {
      problem.value = 'This browser stores nothing for this page, so the permission cannot be kept.';
      return;
    }
    location.reload();
  };
  const named = readNamedOrigins();
  const origin = reading.kind === 'address' ? reading.address.origin : null;
  const host = reading.kind === 'address' ? reading.address.host : null;
  return (
    <div class="endpoint-address">
      <label for="endpoint-address">Address</label>
      <input
        id="endpoint-address"
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        placeholder="http://localhost:8080"
        aria-describedby="endpoint-address-said"
        aria-invalid={typed !== '' && reading.kind === 'problem'}
        value={typed}
        onInput={(event) => endpoint.change({ address: event.currentTarget.value })}
      />
      <p id="endpoint-address-said" class="message" role="alert">
        {problem.value ?? (typed !== '' && reading.kind === 'problem' ? reading.message : null)}
      </p>
      {origin !== null && !endpoint.mayConnect && (
        <div class="note">
          <p>
            This page connects to no other host until you allow it. <b>{host}</b> will see your network address and what
            a run sends it, and nothing before you press a button here.
          </p>
          <button type="button" class="primary" onClick={() => change([...new Set([...named, origin])])}>
            Allow connections to {host}
          </button>
          <span class="hint"> The page opens again; a run on the screen is lost.</span>
        </div>
      )}
      {origin !== null && endpoint.mayConnect && named.includes(origin) && (
        <p class="hint">
          This page may connect to {host}.{' '}
          <button type="button" class="quiet" onClick={() => change(named.filter((other) => other !== origin))}>
            Withdraw (opens the page again)
          </button>
        </p>
      )}
    </div>
  );
}
