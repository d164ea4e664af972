import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { assertNever } from '../../guidance/assert-never';
import { UnreadableFile } from '../../problem-files/file-text';
import {
  type DatasetFile,
  type DatasetName,
  fileAddress,
  listDataset,
  readDatasetName,
  UnlistedDataset,
} from '../../problem-sets/hub-datasets';
import { VIEWER, viewerSplits } from '../../problem-sets/hub-viewer';
import { shownSize } from '../../problem-sets/set-info';
import type { Desk } from '../app/desk';
import { ProgressBar } from '../shared/ProgressBar';
import { allowAndReload, isAllowed, type LoadRequest, readLoadRequest, takeWaiting } from './load-request';

type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'ask'; readonly origin: string; readonly text: string }
  | { readonly kind: 'listing' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] };

/** A file or a split of a data set. */
interface Option {
  readonly label: string;
  readonly detail: string;
  readonly load: () => void;
}

/** Files of a data set that are offered. */
const MOST_FILES = 40;

export function LoadSet({ desk, onLoaded }: { desk: Desk; onLoaded: (id: string) => void }) {
  const { library } = desk.sets;
  const typed = useSignal('');
  const said = useSignal<Said>({ kind: 'nothing' });
  const picker = useRef<HTMLInputElement>(null);

  const load = async (...what: Parameters<typeof library.load>) => {
    said.value = { kind: 'nothing' };
    const info = await library.load(...what);
    if (info !== null) onLoaded(info.id);
  };
  const loadDataset = (dataset: DatasetName, file: string) => {
    const name = `${dataset.name}: ${file}`;
    void load(name, `from the Hub, revision ${dataset.revision}`, { kind: 'address', url: fileAddress(dataset, file) });
  };
  const list = async (dataset: DatasetName) => {
    if (dataset.file !== null) return loadDataset(dataset, dataset.file);
    said.value = { kind: 'listing' };
    try {
      const { readable, others } = await listDataset(dataset);
      const [first] = readable;
      if (first === undefined) await listViewer(dataset, others);
      else if (readable.length === 1) loadDataset(dataset, first.path);
      else {
        said.value = {
          kind: 'choice',
          options: readable.slice(0, MOST_FILES).map(({ path, sizeBytes }) => ({
            label: path,
            detail: shownSize(sizeBytes),
            load: () => loadDataset(dataset, path),
          })),
        };
      }
    } catch (error) {
      const known = error instanceof UnlistedDataset || error instanceof UnreadableFile;
      const reason = known ? error.message : String(error);
      said.value = { kind: 'message', text: `It cannot be read: ${reason}.` };
    }
  };
  /** Sets that are Parquet alone are read through the Hub's viewer, which is a host of its own. */
  const listViewer = async (dataset: DatasetName, files: readonly DatasetFile[]) => {
    if (!files.some(({ path }) => path.endsWith('.parquet'))) {
      said.value = { kind: 'message', text: 'It cannot be read: it has no .jsonl, .json or .parquet file.' };
      return;
    }
    if (!isAllowed(VIEWER)) {
      said.value = { kind: 'ask', origin: VIEWER, text: typed.value };
      return;
    }
    const splits = await viewerSplits(dataset.name);
    said.value = {
      kind: 'choice',
      options: splits.slice(0, MOST_FILES).map((split) => ({
        label: `${split.config} / ${split.split}`,
        detail: "through the Hub's viewer",
        load: () => {
          const name = `${split.dataset}: ${split.split}`;
          void load(name, `from the Hub's viewer, ${split.config}`, { kind: 'viewer', split });
        },
      })),
    };
  };
  const begin = (request: LoadRequest, text: string) => {
    if (request.kind === 'unusable') {
      said.value = { kind: 'message', text: request.message };
      return;
    }
    if (!isAllowed(request.origin)) {
      said.value = { kind: 'ask', origin: request.origin, text };
      return;
    }
    if (request.kind === 'address') {
      const { host, pathname } = new URL(request.url);
      void load(pathname.split('/').at(-1) || host, `from ${host}`, { kind: 'address', url: request.url });
      return;
    }
    const dataset = readDatasetName(request.text);
    if (dataset !== null) void list(dataset);
  };
  useEffect(() => {
    const waiting = takeWaiting();
    if (waiting === null) return;
    typed.value = waiting;
    begin(readLoadRequest(waiting), waiting);
  }, []);

  return (
    <section class="load-set" aria-labelledby="load-set-title">
      <h2 id="load-set-title">Load a set</h2>
      <input
        ref={picker}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-hidden="true"
        accept=".json,.jsonl,.gz,.ndjson,application/json,application/gzip"
        multiple
        onChange={(event) => {
          for (const file of event.currentTarget.files ?? []) {
            void load(file.name, 'from a file', { kind: 'file', blob: file });
          }
          event.currentTarget.value = '';
        }}
      />
      <button type="button" onClick={() => picker.current?.click()}>
        Choose files …
      </button>
      <p class="hint">
        MBPP, MBPP-ET, HumanEval, HumanEval-ET, CodeContests, APPS, DS-1000 or our own fields, as JSON or JSON lines,
        packed by gzip or not. Files can also be dropped anywhere on the page.
      </p>
      <form
        class="load-address"
        onSubmit={(event) => {
          event.preventDefault();
          begin(readLoadRequest(typed.value), typed.value);
        }}
      >
        <label>
          Address, or data set on the Hub
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={typed.value}
            placeholder="owner/name or https://…"
            aria-invalid={said.value.kind === 'message'}
            aria-describedby="load-set-said"
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              said.value = { kind: 'nothing' };
            }}
          />
        </label>
        <button type="submit">Load</button>
      </form>
      <div id="load-set-said" aria-live="polite">
        <SaidOf said={said.value} />
      </div>
    </section>
  );
}

function SaidOf({ said }: { said: Said }) {
  switch (said.kind) {
    case 'nothing':
      return null;
    case 'listing':
      return <ProgressBar label="Asking the Hub for its files" fraction={null} />;
    case 'message':
      return <p class="message">{said.text}</p>;
    case 'ask':
      return (
        <div class="note">
          <p>
            This page connects to no host that you have not named. <b>{new URL(said.origin).host}</b> will see your
            network address and what you ask for, and nothing that you write here.
          </p>
          <button type="button" onClick={() => allowAndReload(said.origin, said.text)}>
            Allow {new URL(said.origin).host} and load
          </button>
          <p class="hint">
            The page opens again for it; a run that is under way ends there, what it has written stays.
          </p>
        </div>
      );
    case 'choice':
      return (
        <>
          <p class="hint">Which part of it?</p>
          <ul class="dataset-files">
            {said.options.map(({ label, detail, load }) => (
              <li key={label}>
                <button type="button" class="quiet" onClick={load}>
                  {label}
                </button>{' '}
                <span class="hint">{detail}</span>
              </li>
            ))}
          </ul>
        </>
      );
    default:
      return assertNever(said);
  }
}
