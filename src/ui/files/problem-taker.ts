/** Files of problems: each becomes a set of the problems screen, broken rows and all. */

import type { StoredFile } from '../../files/stored-file';
import type { SetDesk } from '../problem-sets/set-desk';
import { counted } from '../shared/numbers';
import type { FileCard, FileTaker, OpenedFile } from './taken-file';

const PIECE_BYTES = 8 * 2 ** 20;
const MOST_REASONS = 200;

export function problemTaker(sets: SetDesk): FileTaker {
  return async (files) => {
    const cards: FileCard[] = [];
    // One after another: each is read by a worker of its own, and a machine has few cores.
    for (const file of files) cards.push(await problemCard(sets, file));
    return cards;
  };
}

async function problemCard({ library, chosen }: SetDesk, { path, content }: OpenedFile): Promise<FileCard> {
  const info = await library.load(path, 'from a file', { kind: 'file', blob: await blobOf(content) });
  if (info === null) {
    const failed = library.reading.value.findLast(({ name, state }) => name === path && state.kind === 'failed');
    const reason = failed?.state.kind === 'failed' ? failed.state.reason : 'it was given up';
    if (failed !== undefined) library.dismiss(failed.id);
    return {
      title: path,
      what: 'A file of problems that cannot be used',
      problems: [{ where: 'file', message: `It cannot be read: ${reason}.`, severity: 'wrong' }],
      actions: [],
    };
  }
  const broken = await library.broken(info);
  return {
    title: path,
    what: `A set of ${counted(info.problemCount, 'problem')}`,
    problems: [
      ...broken.slice(0, MOST_REASONS).map(({ place, reason }) => ({
        where: `${info.unit} ${place}`,
        message: `left out: ${reason}`,
        severity: 'wrong' as const,
      })),
      ...(info.stopped === null ? [] : [{ where: 'file', message: info.stopped, severity: 'note' as const }]),
    ],
    actions: [
      {
        label: 'Show the problems',
        run() {
          chosen.value = info.id;
          window.location.hash = '#/problems';
          return null;
        },
      },
      {
        label: 'Remove again',
        async run() {
          await library.remove(info.id);
          return 'Removed.';
        },
      },
    ],
  };
}

async function blobOf(file: StoredFile): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (let at = 0; at < file.sizeBytes; at += PIECE_BYTES) {
    parts.push(new Uint8Array(await file.slice(at, Math.min(file.sizeBytes, at + PIECE_BYTES))));
  }
  return new Blob(parts);
}
