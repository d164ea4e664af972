import { useSignal } from '@preact/signals';
import { PUBLIC_HUB, readHubAddress } from '../../playground/models/hub-address';
import type { ModelLibrary } from '../../playground/models/model-library';

/** For those who reach the Hub through a mirror, or run one on their own machine. */
export function HubAddressForm({ models }: { models: ModelLibrary }) {
  const { hub, fileHosts } = models.address.value;
  const hubText = useSignal(hub);
  const hostsText = useSignal(fileHosts.join(' '));
  const problem = useSignal<string | null>(null);
  const set = (hubAddress: string, hosts: string) => {
    const read = readHubAddress(hubAddress, hosts);
    problem.value = read.kind === 'problem' ? read.message : null;
    if (read.kind !== 'address') return;
    hubText.value = read.address.hub;
    hostsText.value = read.address.fileHosts.join(' ');
    try {
      models.setAddress(read.address);
    } catch {
      problem.value = 'This browser stores nothing for this page, so the address cannot be kept.';
    }
  };
  const isPublic = hub === PUBLIC_HUB.hub && fileHosts.length === 0;
  return (
    <details class="fold">
      <summary>Address of the Hub{!isPublic && `: ${new URL(hub).host}`}</summary>
      <form
        class="hub-address"
        onSubmit={(event) => {
          event.preventDefault();
          set(hubText.value, hostsText.value);
        }}
      >
        <p class="hint">
          For a mirror of the Hub, or one on your own machine. Its word is taken for what a commit holds, so name only
          one that you trust.
        </p>
        <label>
          Address
          <input
            type="text"
            spellcheck={false}
            value={hubText.value}
            onInput={(event) => {
              hubText.value = event.currentTarget.value;
            }}
          />
        </label>
        <label>
          Hosts that it redirects to for large files, if others
          <input
            type="text"
            spellcheck={false}
            value={hostsText.value}
            onInput={(event) => {
              hostsText.value = event.currentTarget.value;
            }}
          />
        </label>
        {problem.value !== null && (
          <p class="message" role="alert">
            {problem.value}
          </p>
        )}
        <div class="model-actions">
          <button type="submit">Use this address</button>
          <button type="button" disabled={isPublic} onClick={() => set(PUBLIC_HUB.hub, '')}>
            Back to {new URL(PUBLIC_HUB.hub).host}
          </button>
        </div>
      </form>
    </details>
  );
}
