/**
 * The upper envelope of straight lines over a range of gamma: which line is on top where. It is convex, and usually has
 * one to four pieces, whatever the size of the vocabulary.
 */
import type { TokenId } from '../tokens';

export interface Line {
  readonly id: TokenId;
  /** At gamma 0. */
  readonly height: number;
  readonly slope: number;
}

export interface GammaRange {
  readonly from: number;
  readonly to: number;
}

export interface Envelope {
  /** Lines by rising slope, as they come on top from left to right. */
  readonly lines: readonly Line[];
  /** `ends[i]` is where line i gives way to the next; one fewer than lines. */
  readonly ends: readonly number[];
}

export function heightAt({ height, slope }: Line, gamma: number): number {
  return height + gamma * slope;
}

/**
 * Of the lines that are given, those on top somewhere in the range; O(n log n). Of equal lines the one with the lowest
 * id. Lines that only touch the envelope in a point are left out.
 */
export function upperEnvelope(given: readonly Line[], { from, to }: GammaRange): Envelope {
  const sorted = [...given].sort((a, b) => a.slope - b.slope || b.height - a.height || a.id - b.id);
  const lines: Line[] = [];
  const ends: number[] = [];
  for (const line of sorted) {
    if (lines.at(-1)?.slope === line.slope) continue;
    for (;;) {
      const top = lines.at(-1);
      if (top === undefined) break;
      const meeting = meetingOf(top, line);
      if (meeting > (ends.at(-1) ?? Number.NEGATIVE_INFINITY)) {
        ends.push(meeting);
        break;
      }
      lines.pop();
      ends.pop();
    }
    lines.push(line);
  }
  const first = ends.filter((end) => end <= from).length;
  const last = ends.filter((end) => end < to).length;
  return { lines: lines.slice(first, last + 1), ends: ends.slice(first, last) };
}

/** The line on top; the right one of two that meet there. */
export function lineOnTop({ lines, ends }: Envelope, gamma: number): Line {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? Number.POSITIVE_INFINITY) <= gamma) low = middle + 1;
    else high = middle;
  }
  const line = lines[low];
  if (line === undefined) throw new RangeError('The envelope has no line');
  return line;
}

/** Where the envelope's slope first reaches `slope`: there a line of that slope comes nearest to it, or lies on it. */
export function nearestPoint({ lines, ends }: Envelope, slope: number, { from, to }: GammaRange): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.slope ?? Number.POSITIVE_INFINITY) < slope) low = middle + 1;
    else high = middle;
  }
  const point = low === 0 ? from : (ends[low - 1] ?? to);
  return Math.min(to, Math.max(from, point));
}

/** Where the steeper line `b` overtakes `a`. */
function meetingOf(a: Line, b: Line): number {
  return (a.height - b.height) / (b.slope - a.slope);
}
