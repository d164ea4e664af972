/** What the panel of opened files shows: being read, then cards. One drop at a time; a newer one replaces it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Collected } from './collect-files';
import { createFileTakers, type FileCard, type FileTakers } from './taken-file';

export type OpenedState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly cards: readonly FileCard[] };

/** Takes a drop as a whole, or leaves it to those who look at each file. */
export type WholeTaker = (
  files: readonly (readonly [path: string, file: Blob])[],
) => Promise<readonly FileCard[]> | null;

export interface FileDesk {
  readonly takers: FileTakers;
  /** Asked first. */
  takeWhole(taker: WholeTaker): void;
  readonly opened: ReadonlySignal<OpenedState>;
  open(files: Promise<Iterable<readonly [path: string, file: Blob]>>): Promise<void>;
  close(): void;
}

/** Reasons that are shown one by one. */
const MOST_REASONS = 200;

export function createFileDesk(): FileDesk {
  const takers = createFileTakers();
  const opened = signal<OpenedState>({ kind: 'closed' });
  let newest = 0;
  const wholes: WholeTaker[] = [];
  return {
    takers,
    opened,
    takeWhole: (taker) => wholes.push(taker),
    async open(files) {
      const mine = ++newest;
      opened.value = { kind: 'reading' };
      const show = (cards: readonly FileCard[]) => {
        if (mine === newest) opened.value = { kind: 'read', cards };
      };
      const named = await files.then(
        (all) => [...all],
        (thrown: unknown) => {
          show([unreadable(thrown)]);
          return null;
        },
      );
      if (named === null) return;
      for (const whole of wholes) {
        const cards = await whole(named);
        if (cards !== null) return show(cards);
      }
      // Readers and zip come when they are needed first: opening a page needs none of them.
      const { collect } = await import('./collect-files');
      const collected = await collect(named);
      const cards = [...(await takers.take(collected.files)), ...leftOut(collected)];
      show(cards.length > 0 ? cards : [NOTHING]);
    },
    close() {
      newest++;
      opened.value = { kind: 'closed' };
    },
  };
}

const NOTHING: FileCard = { title: 'Nothing', what: 'There was no file in it', problems: [], actions: [] };

/** A folder that went away meanwhile, or that the browser may not read. */
function unreadable(thrown: unknown): FileCard {
  const message = `The browser could not read it (${thrown instanceof Error ? thrown.message : String(thrown)}). Check that it is still there and that you may open it, and try again.`;
  return {
    title: 'Not read',
    what: 'A file or folder',
    problems: [{ where: 'drop', message, severity: 'wrong' }],
    actions: [],
  };
}

function leftOut({ skipped }: Collected): FileCard[] {
  if (skipped.length === 0) return [];
  const shown = skipped.slice(0, MOST_REASONS);
  return [
    {
      title: 'Left out',
      what: `${skipped.length} ${skipped.length === 1 ? 'file' : 'files'} that could not be used`,
      problems: shown.map(({ path, reason }) => ({ where: path, message: reason, severity: 'wrong' })),
      actions: [],
    },
  ];
}
