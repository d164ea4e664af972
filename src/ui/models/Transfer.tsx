import { assertNever } from '../../guidance/assert-never';
import type { DownloadState } from '../../playground/models/model-library';
import { bytesInWords, timeLeft } from './model-words';

interface TransferProps {
  readonly storedBytes: number;
  readonly totalBytes: number;
  readonly download: DownloadState | undefined;
}

/** How far a download is, how fast, and how long it will take. */
export function Transfer({ storedBytes, totalBytes, download }: TransferProps) {
  const progress = download?.kind === 'running' ? download.progress : null;
  const here = progress?.kind === 'downloading' ? Math.max(progress.receivedBytes, 0) : storedBytes;
  return (
    <div class="progress">
      <progress aria-label="Downloaded" value={totalBytes === 0 ? 0 : Math.min(1, here / totalBytes)} />
      <p class="transfer">
        {bytesInWords(here)} of {bytesInWords(totalBytes)} · {wordsFor(download, totalBytes - here)}
      </p>
    </div>
  );
}

function wordsFor(download: DownloadState | undefined, missingBytes: number): string {
  if (download === undefined) return 'paused; what is here is kept';
  switch (download.kind) {
    case 'failed':
      return 'stopped; what is here is kept';
    case 'pausing':
      return 'pausing';
    case 'running':
      break;
    default:
      return assertNever(download);
  }
  const { progress, bytesPerSecond } = download;
  switch (progress.kind) {
    case 'waiting':
      return 'another tab is at work on this model; waiting for it';
    case 'checking':
      return `checking ${progress.path}`;
    case 'downloading': {
      if (progress.retry > 0) return `the connection broke; try ${progress.retry} to go on`;
      if (bytesPerSecond === null) return 'downloading';
      const left = timeLeft(missingBytes, bytesPerSecond);
      return [`${bytesInWords(bytesPerSecond)} a second`, left].filter((part) => part !== null).join(' · ');
    }
    default:
      return assertNever(progress);
  }
}
