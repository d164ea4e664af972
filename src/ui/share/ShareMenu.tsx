/** Everything that leaves the page, and what comes back in, where the code is. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';
import { PickButton } from '../files/FilesMenu';
import { SaveRun } from '../files/SaveRun';
import { Popover } from '../shared/Popover';
import { fileName, saveFile } from '../shared/save-file';
import { copyText } from './clipboard';
import { EmbedDialog } from './EmbedDialog';
import type { MadeLink } from './make-link';
import { ShareLink } from './ShareLink';

export function ShareMenu({ desk }: { desk: Desk }) {
  const embedding = useSignal(false);
  return (
    <>
      <Popover class="share-menu" summary="Share and save">
        <div class="share-menu-body" onPointerEnter={preload} onFocusIn={preload}>
          <ShareLink desk={desk} />
          <CopyCode desk={desk} />
          <section aria-label="Run">
            <h3>The whole run</h3>
            <div class="share-row">
              <SaveRun desk={desk} />
              <PickButton files={desk.files} label="Open a run or results…" folder={false} />
            </div>
          </section>
          <div class="share-row">
            <button
              type="button"
              onClick={() => {
                embedding.value = true;
              }}
            >
              Embed in another page…
            </button>
          </div>
        </div>
      </Popover>
      {embedding.value && (
        <EmbedDialog
          desk={desk}
          onClose={() => {
            embedding.value = false;
          }}
        />
      )}
    </>
  );
}

function preload(): void {
  // Who presses a button is told where it fails.
  sharingParts().catch(() => undefined);
}

function CopyCode({ desk }: { desk: Desk }) {
  const said = useSignal('');
  const refused = useSignal<string | null>(null);
  const fault = useSignal<string | null>(null);
  const begun = desk.view.value.started !== null;
  const copy = async (text: string | null, what: string) => {
    if (text === null) return;
    const result = await copyText(text);
    said.value = result === 'copied' ? `${what} copied.` : '';
    refused.value = result === 'copied' ? null : text;
  };
  const withParts = async (use: (parts: SharingParts) => Promise<void>) => {
    fault.value = null;
    try {
      await use(await sharingParts());
    } catch (thrown) {
      fault.value = `A part of the page could not be fetched: check the network and try again. (${thrown instanceof Error ? thrown.message : String(thrown)})`;
    }
  };
  return (
    <section aria-label="Code">
      <h3>The code at this moment</h3>
      <div class="share-row">
        <button type="button" disabled={!begun} onClick={() => void copy(desk.view.value.code, 'Code')}>
          Copy the code
        </button>
        <button
          type="button"
          disabled={!begun}
          onClick={() =>
            void withParts(async ({ runMarkdown, makeLink }) =>
              copy(runMarkdown(desk.view.value, linkOf(makeLink(desk, 'run'))), 'Markdown'),
            )
          }
        >
          Copy as Markdown
        </button>
        <button
          type="button"
          disabled={!begun}
          onClick={() =>
            void withParts(async ({ pythonFile, makeLink }) => {
              const text = pythonFile(desk.view.value, linkOf(makeLink(desk, 'run')));
              const { problem } = desk.view.value.started ?? {};
              if (text !== null)
                saveFile(fileName(problem?.entryPoint ?? problem?.id ?? '', 'py'), text, 'text/x-python');
            })
          }
        >
          Download as .py
        </button>
      </div>
      {!begun && <p class="hint">There is no code yet: press Run.</p>}
      <p role="status" class="share-done">
        {said.value}
      </p>
      {refused.value !== null && <Refused text={refused.value} />}
      {fault.value !== null && (
        <p class="message" role="alert">
          {fault.value}
        </p>
      )}
    </section>
  );
}

/** For what is copied beside it; null where there is none. */
function linkOf(made: MadeLink): string | null {
  return made.kind === 'link' ? made.address : null;
}

type SharingParts = typeof import('./sharing-parts');

/** Asked for as soon as somebody comes near: some browsers copy only right after the press. */
function sharingParts(): Promise<SharingParts> {
  return import('./sharing-parts');
}

/** The browser does not let the page copy: the visitor still can. */
export function Refused({ text }: { text: string }) {
  return (
    <div class="share-refused">
      <p class="message" role="alert">
        This browser does not let the page copy. The text is selected below: copy it with Ctrl+C (⌘C on a Mac).
      </p>
      <textarea
        readOnly
        aria-label="Text to copy"
        rows={3}
        value={text}
        ref={(field) => {
          field?.focus();
          field?.select();
        }}
      />
    </div>
  );
}
