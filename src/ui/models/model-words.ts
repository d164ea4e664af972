/** Sizes, times and names of models as the screen writes them. */
import { FORMAT_WORDS, type NumberFormat } from '../../hub/number-formats';

/** In millions or thousands of millions, as the Hub counts. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

export function timeLeft(bytes: number, bytesPerSecond: number | null): string | null {
  if (bytesPerSecond === null || bytesPerSecond < 1) return null;
  const seconds = Math.ceil(bytes / bytesPerSecond);
  if (seconds < 90) return `${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min left` : `${(minutes / 60).toFixed(1)} h left`;
}

export function formatInWords(format: NumberFormat): string {
  return `${format}: ${FORMAT_WORDS[format]}`;
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 10);
}

export function dateInWords(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString('en', { dateStyle: 'medium' });
}
