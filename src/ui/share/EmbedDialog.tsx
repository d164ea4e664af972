/** The line of HTML that shows this run in another page. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ThemeChoice } from '../../playground/appearance';
import type { Desk } from '../app/desk';
import { embedAddress, embedSnippet, PANES, type Pane } from '../embed/embed-request';
import { copyText } from './clipboard';
import { Refused } from './ShareMenu';

const PANE_NAMES: Readonly<Record<Pane, string>> = {
  problem: 'Problem',
  code: 'Code',
  timeline: 'Timeline',
  result: 'Result',
  tokens: 'Tokens',
  line: 'Line: candidates and signal',
};
const THEMES: readonly (readonly [ThemeChoice | 'contrast', string])[] = [
  ['auto', 'As the reader’s system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'High contrast'],
];

export function EmbedDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const panes = useSignal<readonly Pane[]>(['code', 'timeline', 'result']);
  const theme = useSignal<ThemeChoice | 'contrast'>('auto');
  const link = useSignal<string | null>(null);
  const said = useSignal('');
  const refused = useSignal(false);
  useEffect(() => {
    dialog.current?.showModal();
    void import('./sharing-parts').then(({ makeLink }) => {
      const made = makeLink(desk, desk.view.peek().started === null ? 'settings' : 'run');
      if (made.kind === 'link') link.value = made.address;
    });
  }, [desk, link]);
  const page = window.location.href.replace(/#.*$/s, '');
  const address = embedAddress(link.value ?? page, panes.value, theme.value);
  const snippet = embedSnippet(address, 200 + 140 * panes.value.length);
  const toggle = (pane: Pane, on: boolean) => {
    panes.value = PANES.filter((one) => (one === pane ? on : panes.value.includes(one)));
  };
  return (
    <dialog class="opened embed-dialog" ref={dialog} aria-labelledby="embed-title" onClose={onClose}>
      <div class="opened-head">
        <h2 id="embed-title">Embed in another page</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <fieldset class="embed-panes">
        <legend>What it shows</legend>
        {PANES.map((pane) => (
          <label key={pane} class="check">
            <input
              type="checkbox"
              checked={panes.value.includes(pane)}
              disabled={panes.value.length === 1 && panes.value.includes(pane)}
              onChange={(event) => toggle(pane, event.currentTarget.checked)}
            />
            {PANE_NAMES[pane]}
          </label>
        ))}
      </fieldset>
      <label class="embed-theme">
        Colours
        <select
          value={theme.value}
          onChange={(event) => {
            theme.value = THEMES[event.currentTarget.selectedIndex]?.[0] ?? 'auto';
          }}
        >
          {THEMES.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="embed-code">
        HTML
        <textarea readOnly class="code" rows={5} value={snippet} onFocus={(event) => event.currentTarget.select()} />
      </label>
      {link.value === null && (
        <p class="hint">This run does not fit into a link, so the embedded page begins with the recorded run.</p>
      )}
      <div class="share-row">
        <button
          type="button"
          class="primary"
          onClick={() =>
            void copyText(snippet).then((result) => {
              said.value = result === 'copied' ? 'HTML copied.' : '';
              refused.value = result === 'refused';
            })
          }
        >
          Copy the HTML
        </button>
        <a href={address} target="_blank" rel="noreferrer">
          See how it looks
        </a>
      </div>
      <p role="status" class="share-done">
        {said.value}
      </p>
      {refused.value && <Refused text={snippet} />}
    </dialog>
  );
}
