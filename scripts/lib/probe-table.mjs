/** Rescue and keep, counted over line starts and split by whether a candidate passes every visible test. */
import { shownShare } from './experiments.mjs';

/** @typedef {import('./probe-problems.mjs').ProbeRow} ProbeRow */
/** @typedef {import('../../src/guidance/probe').ProbeResult} ProbeResult */
/** @typedef {import('./experiments.mjs').Table} Table */

const LEGEND =
  'Of line starts of reference solutions, with candidates sampled by the model itself. Right: the line is the first ' +
  "of a candidate that passes every visible test; where none passes, it is the reference's. Rescue: of the plain " +
  'lines that are not right, those where the line with the signal is. Keep: of the plain lines that are right, those ' +
  'where it stays right. Percentages with 95 % Wilson intervals over line starts; those of one problem are not ' +
  'independent, so the intervals are a little too narrow.';

/**
 * @param {readonly ProbeRow[]} rows
 * @returns {Table[]} one table
 */
export function probeTables(rows) {
  const probes = rows.flatMap((row) => row.probes);
  const streams = ['conditional', ...new Set(probes.flatMap((probe) => probe.guided.map(({ gamma }) => gamma)))].filter(
    (stream) => stream !== 1,
  );
  /** @type {[string, ProbeResult[]][]} */
  const groups = [
    ['a candidate passes', probes.filter((probe) => probe.passing > 0)],
    ['none passes', probes.filter((probe) => probe.passing === 0)],
  ];
  const lines = groups.flatMap(([name, group]) =>
    streams.map((stream) => {
      const { wrong, rescued, right, kept } = countProbes(group, typeof stream === 'number' ? stream : null);
      return [
        name,
        stream === 'conditional' ? '1 (Pc)' : String(stream),
        String(group.length),
        shownShare(right, group.length),
        shownShare(rescued, wrong),
        `${rescued} of ${wrong}`,
        shownShare(kept, right),
        `${kept} of ${right}`,
      ];
    }),
  );
  const failed = rows.filter((row) => row.error !== null).length;
  return [
    {
      title: `Rescue and keep on ${rows.length} problems${failed > 0 ? `, ${failed} of them failed` : ''}`,
      header: ['line starts where', 'gamma', 'n', 'plain right', 'rescue', '', 'keep', ''],
      lines,
      alignment: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
      legend: LEGEND,
    },
  ];
}

/**
 * @param {readonly ProbeResult[]} probes
 * @param {number | null} gamma null for the conditional stream
 */
export function countProbes(probes, gamma) {
  const counts = { wrong: 0, rescued: 0, right: 0, kept: 0 };
  for (const { plain, conditional, guided } of probes) {
    const line = gamma === null ? conditional : guided.find((one) => one.gamma === gamma);
    if (line === undefined) continue;
    counts[plain.right ? 'right' : 'wrong']++;
    if (line.right) counts[plain.right ? 'kept' : 'rescued']++;
  }
  return counts;
}
