/**
 * The tokens that can be chosen somewhere in a range of gamma, of a whole vocabulary. Nothing else needs to be kept of a
 * decision to say exactly what it would be at another strength.
 *
 * A line counts as able to win where it comes so close to the envelope that floating point could turn the order
 * (`nearTie`): then the kept tokens also tell which decisions are too close to be told.
 *
 * Two passes over the vocabulary: one finds the best line at each end of the range, the other drops every token that
 * stays below both of them at each end and where they meet; few are left for the rest, which is O(n log n) in what is left.
 */
import { nearTie } from '../near-tie';
import type { TokenId } from '../tokens';
import {
  type Envelope,
  type GammaRange,
  heightAt,
  type Line,
  lineOnTop,
  nearestPoint,
  upperEnvelope,
} from './envelope';
import type { WeightLines } from './weight-lines';

export interface Winners {
  /** By rising slope; empty where guidance leaves no token. */
  readonly ids: readonly TokenId[];
  readonly envelope: Envelope;
}

/** More are within rounding only where a distribution is flat; then those of the envelope alone are kept. */
const MOST_WINNERS = 48;

export function winnersOf({ heights, slopes }: WeightLines, range: GammaRange): Winners {
  const [left, right] = [bestAt(heights, slopes, range.from), bestAt(heights, slopes, range.to)];
  if (left === null || right === null) return { ids: [], envelope: { lines: [], ends: [] } };
  // On either side of where the two meet the higher of them is a line, so nothing between the three points need be asked.
  const corners = [range.from, meetingWithin(left, right, range), range.to];
  const floors = corners.map((gamma) => Math.max(heightAt(left, gamma), heightAt(right, gamma)) - nearTieWithin(range));
  const [[from, middle, to], [atFrom, atMiddle, atTo]] = [triple(corners), triple(floors)];
  const reaching: Line[] = [];
  for (let id = 0; id < heights.length; id++) {
    const height = heights[id] ?? Number.NEGATIVE_INFINITY;
    const slope = slopes[id] ?? 0;
    if (height + from * slope >= atFrom || height + middle * slope >= atMiddle || height + to * slope >= atTo) {
      reaching.push({ id, height, slope });
    }
  }
  const envelope = upperEnvelope(reaching, range);
  const close = withoutTwins(reaching).filter((line) => comesClose(envelope, line, range));
  return { ids: (close.length > MOST_WINNERS ? envelope.lines : close).map(({ id }) => id), envelope };
}

/** The highest line at `gamma`, of equal ones the lowest id; null where there is none. */
function bestAt(heights: Float64Array, slopes: Float64Array, gamma: number): Line | null {
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < heights.length; id++) {
    const value = (heights[id] ?? Number.NEGATIVE_INFINITY) + gamma * (slopes[id] ?? 0);
    if (value > bestValue) {
      bestValue = value;
      best = id;
    }
  }
  return best < 0 ? null : { id: best, height: heights[best] ?? 0, slope: slopes[best] ?? 0 };
}

/** Where the two lines meet; the nearer end of the range where that lies outside. */
function meetingWithin(left: Line, right: Line, { from, to }: GammaRange): number {
  if (left.slope === right.slope) return from;
  return Math.min(to, Math.max(from, (left.height - right.height) / (right.slope - left.slope)));
}

/** The widest of the range. */
function nearTieWithin({ from, to }: GammaRange): number {
  return Math.max(nearTie(from), nearTie(to));
}

function triple([a = 0, b = 0, c = 0]: readonly number[]): readonly [number, number, number] {
  return [a, b, c];
}

/** Of equal lines the lowest id, which is the one that wins; by rising slope. */
function withoutTwins(lines: readonly Line[]): Line[] {
  const sorted = [...lines].sort((a, b) => a.slope - b.slope || b.height - a.height || a.id - b.id);
  return sorted.filter(({ slope, height }, i) => {
    const before = sorted[i - 1];
    return before === undefined || before.slope !== slope || before.height !== height;
  });
}

/**
 * Whether the line comes within `nearTie` of the envelope. Both together are a line again between gammas 0 and 1 and on
 * either side of them, so its nearest point is found for each of the three.
 */
function comesClose(envelope: Envelope, line: Line, { from, to }: GammaRange): boolean {
  const corners = [from, ...[0, 1].filter((corner) => corner > from && corner < to), to];
  return corners.slice(1).some((end, i) => {
    const piece = { from: corners[i] ?? from, to: end };
    const tilt = piece.to === piece.from ? 0 : (nearTie(piece.to) - nearTie(piece.from)) / (piece.to - piece.from);
    const gamma = nearestPoint(envelope, line.slope + tilt, piece);
    return heightAt(line, gamma) + nearTie(gamma) >= heightAt(lineOnTop(envelope, gamma), gamma);
  });
}
