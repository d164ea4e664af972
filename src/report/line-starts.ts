/** Rescue and keep at line starts, apart for those where a candidate passes and those where none does. */
import type { ProbeResult } from '../guidance/probe';
import type { LineStarts } from './report-schema';
import { shareOf } from './shares';

/** One line for each kind of line start and strength; a strength of 1 is the conditional stream itself. */
export function lineStartLines(probes: readonly ProbeResult[]): LineStarts[] {
  const gammas = new Set(probes.flatMap(({ guided }) => guided.map(({ gamma }) => gamma)));
  gammas.delete(1);
  return [true, false].flatMap((passing) => {
    const group = probes.filter((probe) => probe.passing > 0 === passing);
    return [null, ...gammas].map((gamma) => ({ passing, gamma, n: group.length, ...counted(group, gamma) }));
  });
}

function counted(group: readonly ProbeResult[], gamma: number | null) {
  const lines = group.flatMap(({ plain, conditional, guided }) => {
    const line = gamma === null ? conditional : guided.find((one) => one.gamma === gamma);
    return line === undefined ? [] : [{ before: plain.right, after: line.right }];
  });
  const right = lines.filter(({ before }) => before);
  const wrong = lines.filter(({ before }) => !before);
  const after = (some: typeof lines) => some.filter((line) => line.after).length;
  return {
    plainRight: shareOf(right.length, lines.length),
    rescue: shareOf(after(wrong), wrong.length),
    keep: shareOf(after(right), right.length),
  };
}
