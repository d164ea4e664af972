import { useSignal } from '@preact/signals';
import { readNamedOrigins, writeNamedOrigins } from '../../csp/named-origins';
import { originsOf } from '../../playground/models/hub-address';
import type { ModelLibrary } from '../../playground/models/model-library';

/**
 * The page may connect to nobody until the visitor says so. A running page's rules can only be tightened, so saying so
 * opens the page again.
 */
export function HubPermission({ models }: { models: ModelLibrary }) {
  const problem = useSignal<string | null>(null);
  const origins = originsOf(models.address.value);
  const host = new URL(models.address.value.hub).host;
  const change = (named: readonly string[]) => {
    try {
      writeNamedOrigins(named);
    } catch {
      problem.value = 'This browser stores nothing for this page, so the permission cannot be kept.';
      return;
    }
    location.reload();
  };
  if (models.mayConnect) {
    const named = readNamedOrigins();
    if (!origins.some((origin) => named.includes(origin))) return null;
    return (
      <p class="hint">
        This page may connect to {host}, and does when you look something up or download it.{' '}
        <button type="button" class="quiet" onClick={() => change(named.filter((origin) => !origins.includes(origin)))}>
          Withdraw (opens the page again)
        </button>
      </p>
    );
  }
  return (
    <div class="note">
      <p>
        This page connects to no other host until you allow it. Models come from <b>{host}</b>, which sees your network
        address and which files you ask for, and nothing that you write here. Nothing is downloaded before you press
        Download.
      </p>
      <button type="button" class="primary" onClick={() => change([...new Set([...readNamedOrigins(), ...origins])])}>
        Allow connections to {host}
      </button>
      <span class="hint"> The page opens again; a run that is under way ends there, what it has written stays.</span>
      {problem.value !== null && (
        <p class="message" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
