/**
 * The recorded runs that come with the page (`public/runs`): fetched when they are wanted, each once, checked like any
 * other file. A file that did not come can be asked for again.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../guidance/events';
import { publishedAddress } from '../../offline/published';
import { parseRecordedIndex, type RecordedIndex, type RecordedRole } from '../../runs/recorded-index';
import { parseRunFile } from '../../runs/run-file';

export type Fetched<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'coming' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string; readonly advice: string };

export interface Recordings {
  readonly index: ReadonlySignal<Fetched<RecordedIndex>>;
  /** The events of one run, as far as they are here. */
  run(role: RecordedRole): ReadonlySignal<Fetched<readonly RunEvent[]>>;
  /** Begins what is not here and not on its way. */
  fetchIndex(): Promise<void>;
  /** Resolves to null where it could not be had; the signal says why. */
  fetchRun(role: RecordedRole): Promise<readonly RunEvent[] | null>;
}

type Get = (file: string) => Promise<Pick<Response, 'ok' | 'status' | 'json'>>;

/** Beside the page, wherever that is. */
const getBesidePage: Get = (file) => fetch(publishedAddress(`runs/${file}`, document.baseURI));

export function createRecordings(get: Get = getBesidePage): Recordings {
  const index = signal<Fetched<RecordedIndex>>({ kind: 'none' });
  const runs = new Map<RecordedRole, Signal<Fetched<readonly RunEvent[]>>>();
  const coming = new Map<string, Promise<void>>();
  const runSignal = (role: RecordedRole) => {
    const known = runs.get(role) ?? signal<Fetched<readonly RunEvent[]>>({ kind: 'none' });
    runs.set(role, known);
    return known;
  };

  /** One request at a time for each file; what is here is not asked for again. */
  const bring = <T>(file: string, target: Signal<Fetched<T>>, read: (json: unknown) => T): Promise<void> => {
    if (target.peek().kind === 'here') return Promise.resolve();
    const underWay = coming.get(file);
    if (underWay !== undefined) return underWay;
    target.value = { kind: 'coming' };
    const work = fetchJson(get, file)
      .then(
        (json): Fetched<T> => ({ kind: 'here', value: read(json) }),
        (thrown: unknown): Fetched<T> => failure(file, thrown),
      )
      .catch((thrown: unknown): Fetched<T> => failure(file, thrown))
      .then((result) => {
        coming.delete(file);
        target.value = result;
      });
    coming.set(file, work);
    return work;
  };

  return {
    index,
    run: runSignal,
    fetchIndex: () =>
      bring('index.json', index, (json) => {
        const parsed = parseRecordedIndex(json);
        if (parsed === null) throw new Error('it is not the list that this version of the page expects');
        return parsed;
      }),
    async fetchRun(role) {
      const target = runSignal(role);
      await bring(`${role}.json`, target, (json) => parseRunFile(json).events);
      const state = target.peek();
      return state.kind === 'here' ? state.value : null;
    },
  };
}

async function fetchJson(get: Get, file: string): Promise<unknown> {
  const response = await get(file);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.json();
}

function failure(file: string, thrown: unknown): Fetched<never> {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: 'failed',
    message: `The recorded run could not be fetched: runs/${file}: ${why.replace(/\.$/, '')}.`,
    advice: 'Check the connection and try again. Everything else on the page works without it.',
  };
}
