import { useSignal } from '@preact/signals';
import { readNamedOrigins, writeNamedOrigins } from '../../csp/named-origins';
import type { AddressReading } from '../../endpoint/address';

interface AddressFormProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly reading: AddressReading;
  readonly mayConnect: boolean;
  readonly onType: (address: string) => void;
}

/**
 * Where a server is. The page may connect to nobody until the visitor says so, and its rules can only be tightened while
 * it runs: allowing a server opens the page again.
 */
export function AddressForm({ id, label, placeholder, typed, reading, mayConnect, onType }: AddressFormProps) {
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
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        aria-describedby={`${id}-said`}
        aria-invalid={typed !== '' && reading.kind === 'problem'}
        value={typed}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      <p id={`${id}-said`} class="message" role="alert">
        {problem.value ?? (typed !== '' && reading.kind === 'problem' ? reading.message : null)}
      </p>
      {origin !== null && !mayConnect && (
        <div class="note">
          <p>
            This page connects to no other host until you allow it. <b>{host}</b> will see your network address and what
            a run sends it, and nothing before you press a button here.
          </p>
          <button type="button" class="primary" onClick={() => change([...new Set([...named, origin])])}>
            Allow connections to {host}
          </button>
          <span class="hint">
            {' '}
            The page opens again; a run that is under way ends there, what it has written stays.
          </span>
        </div>
      )}
      {origin !== null && mayConnect && named.includes(origin) && (
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
