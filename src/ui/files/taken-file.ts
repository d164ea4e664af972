/**
 * What becomes of files that were dropped or opened: whoever knows a kind registers a taker for it, and the panel shows
 * the cards that takers give back, whatever they are about.
 */
import type { FileProblem } from '../../agents/listed-agent';
import type { Table } from '../../experiments/metrics';
import type { FileKind } from '../../files/recognise';
import type { StoredFile } from '../../files/stored-file';

export interface OpenedFile {
  /** Its path from the dropped folder, or its name; of a file in a zip its path there. */
  readonly path: string;
  readonly kind: FileKind;
  readonly content: StoredFile;
}

export interface FileAction {
  readonly label: string;
  /** Returns what was done, in words; null closes the panel. */
  run(): Promise<string | null> | string | null;
}

export interface FileChoice {
  readonly name: string;
  run: FileAction['run'];
}

/** What is said of some files. */
export interface FileCard {
  /** The file's name, or what several are together. */
  readonly title: string;
  /** What was read, in words: `A list of 48 agents`. */
  readonly what: string;
  /** Lines of code font, the first of which are shown. */
  readonly preview?: readonly string[];
  readonly tables?: readonly Table[];
  readonly problems: readonly FileProblem[];
  readonly actions: readonly FileAction[];
  /** One of many things to look at: runs that can be played. */
  readonly choices?: readonly FileChoice[];
}

/** Gets all files of its kinds of one drop together. Should not throw: a file that cannot be used is a card too. */
export type FileTaker = (files: readonly OpenedFile[]) => Promise<readonly FileCard[]>;

export interface FileTakers {
  /** The last taker of a kind counts. */
  register(kinds: readonly FileKind[], taker: FileTaker): void;
  take(files: readonly OpenedFile[]): Promise<readonly FileCard[]>;
}

export function createFileTakers(): FileTakers {
  const takers = new Map<FileKind, FileTaker>();
  return {
    register(kinds, taker) {
      for (const kind of kinds) takers.set(kind, taker);
    },
    async take(files) {
      const groups = new Map<FileTaker, OpenedFile[]>();
      for (const file of files) {
        const taker = takers.get(file.kind) ?? unknownFiles;
        const group = groups.get(taker);
        if (group === undefined) groups.set(taker, [file]);
        else group.push(file);
      }
      const cards = [...groups].map(([taker, group]) => taker(group).catch((error: unknown) => [failed(group, error)]));
      return (await Promise.all(cards)).flat();
    },
  };
}

/** What this page can open, for a file that is none of it. */
export const OPENED_HERE =
  'agents (config strings, a list or grid of them, a session file), a saved run or link, results (files, a folder or a ' +
  'zip), or problems';

/** Of a folder with many other things in it nobody wants a card for each. */
const MOST_UNKNOWN = 3;

const unknownFiles: FileTaker = async (files) => {
  if (files.length > MOST_UNKNOWN) {
    return [
      {
        title: 'Other files',
        what: `${files.length} files that are nothing that this page knows`,
        preview: files.map(({ path }) => path),
        problems: [],
        actions: [],
      },
    ];
  }
  return files.map(({ path, kind }) => ({
    title: path,
    what: kind === 'empty' ? 'An empty file' : 'Nothing that this page knows',
    problems: [{ where: 'file', message: `Expected ${OPENED_HERE}.`, severity: 'wrong' }],
    actions: [],
  }));
};

function failed(files: readonly OpenedFile[], error: unknown): FileCard {
  const message = error instanceof Error ? error.message : String(error);
  return {
    title: files.map(({ path }) => path).join(', '),
    what: 'Could not be read',
    problems: [{ where: 'file', message, severity: 'wrong' }],
    actions: [],
  };
}
