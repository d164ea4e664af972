/** Makes a link when asked, copies it, and says so; where it would be too long it saves a file instead. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';
import { fileName, saveFile } from '../shared/save-file';
import { copyText } from './clipboard';
import type { MadeLink, Shared } from './make-link';
import { Refused } from './ShareMenu';

export function ShareLink({ desk }: { desk: Desk }) {
  const wanted = useSignal<Shared>('run');
  const made = useSignal<MadeLink | null>(null);
  const copied = useSignal<'no' | 'copied' | 'refused'>('no');
  const begun = desk.view.value.started !== null;
  const shared: Shared = begun ? wanted.value : 'settings';
  const make = async () => {
    const { makeLink } = await import('./sharing-parts');
    const link = makeLink(desk, shared);
    copied.value = 'no';
    made.value = link;
    if (link.kind === 'link') copied.value = await copyText(link.address);
  };
  const notFetched = () => {
    made.value = {
      kind: 'no-link',
      reason: 'The part of the page that makes links could not be fetched: check the network and try again.',
      file: null,
    };
  };
  const choose = (value: Shared) => {
    wanted.value = value;
    made.value = null;
  };
  const link = made.value;
  return (
    <section aria-label="Link">
      <h3>Link</h3>
      <label class="check">
        <input type="radio" name="shared" checked={shared === 'run'} disabled={!begun} onChange={() => choose('run')} />
        to this run, at the moment that is shown
      </label>
      <label class="check">
        <input type="radio" name="shared" checked={shared === 'settings'} onChange={() => choose('settings')} />
        to the problem and the settings as they stand
      </label>
      <div class="share-row">
        <button type="button" class="primary" onClick={() => void make().catch(notFetched)}>
          Copy link
        </button>
      </div>
      <p role="status" class="share-done">
        {copied.value === 'copied' && link?.kind === 'link' && `Copied, ${link.address.length} characters.`}
      </p>
      {copied.value === 'refused' && link?.kind === 'link' && <Refused text={link.address} />}
      {copied.value === 'copied' && link?.kind === 'link' && (
        <input
          type="text"
          readOnly
          aria-label="The link"
          value={link.address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {link?.kind === 'no-link' && (
        <div role="alert">
          <p class="message">{link.reason}</p>
          {link.file !== null && (
            <button
              type="button"
              onClick={() => {
                if (link.file !== null)
                  saveFile(fileName(titleOf(desk), 'playground.json'), link.file, 'application/json');
              }}
            >
              Save as a file
            </button>
          )}
        </div>
      )}
      <p class="hint">
        A link holds the problem, the settings and a hash of the tokens, not the run: whoever opens it makes the run
        again. Nothing is sent anywhere.
      </p>
    </section>
  );
}

function titleOf(desk: Desk): string {
  return desk.problems.chosen.value.draft.title;
}
