import { useSignal } from '@preact/signals';
import type { EndpointDesk } from '../../playground/endpoint/endpoint-desk';

/** The key is shown to nobody once it was typed, not even here. */
export function KeyField({ endpoint }: { endpoint: EndpointDesk }) {
  const text = useSignal('');
  const keep = useSignal(endpoint.keyIsKept);
  const has = useSignal(endpoint.hasKey);
  return (
    <form
      class="endpoint-key"
      onSubmit={(event) => {
        event.preventDefault();
        endpoint.setKey(text.value, keep.value);
        has.value = endpoint.hasKey;
        text.value = '';
      }}
    >
      <label for="endpoint-key">Key, if the server wants one</label>
      <div class="repository-row">
        <input
          id="endpoint-key"
          type="password"
          autocomplete="off"
          placeholder={has.value ? 'a key is set' : ''}
          aria-describedby="endpoint-key-said"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <button type="submit" disabled={text.value.trim() === ''}>
          Set
        </button>
        {has.value && (
          <button
            type="button"
            onClick={() => {
              endpoint.forgetKey();
              has.value = false;
            }}
          >
            Forget
          </button>
        )}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={keep.value}
          onChange={(event) => {
            keep.value = event.currentTarget.checked;
          }}
        />{' '}
        Keep it in this tab until the tab is closed
      </label>
      <p id="endpoint-key-said" class="hint">
        It is in this page’s memory alone, is sent to this server alone, and is never part of a link, a file or a
        message.
      </p>
    </form>
  );
}
