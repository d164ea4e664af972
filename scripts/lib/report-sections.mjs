/** The measured part of docs/built-in-model.md, from result folders: every figure with its n, settings and command. */

import { costTables, summaryTables } from './experiments.mjs';
import { markdownTable } from './markdown-table.mjs';
import { probeTables } from './probe-table.mjs';

/** @typedef {import('./experiments.mjs').Table} Table */

/**
 * @typedef {object} MeasuredSet
 * @property {string} label
 * @property {Record<string, unknown>} settings
 * @property {readonly string[]} commands
 * @property {readonly unknown[]} rows of a probe where the settings name one, else of runs
 * @property {Record<string, unknown> | null} agent whole settings of a guided run, where the folder has one
 */

/** Below this a table shows how the report looks and nothing else. */
const FEWEST = 30;

/**
 * @param {readonly MeasuredSet[]} sets at least one, all with the same weights
 * @param {{ costs?: boolean }} [options]
 * @returns {string}
 */
export function measuredSections(sets, { costs = false } = {}) {
  const [first] = sets;
  const runs = sets.filter(({ settings }) => settings.probe === undefined);
  const probes = sets.filter(({ settings }) => settings.probe !== undefined);
  const told = new Set();
  /** @param {Table} table a legend stands under the first table that needs it */
  const parts = ({ title, legend, ...table }) => {
    const heading = title === '' ? [] : [`${title}.`];
    const note = told.has(legend) ? [] : [legend];
    told.add(legend);
    return [...heading, markdownTable(table), ...note];
  };
  return [
    `Weights: \`${first?.settings.model}\`, SHA-256 \`${first?.settings.weightsSha256}\`.`,
    ...(runs.length > 0
      ? ['### Problems solved', ...runs.flatMap((set) => section(set, runTables(set, costs), parts))]
      : []),
    ...(probes.length > 0
      ? [
          '### Does it read the signal: rescue and keep',
          ...probes.flatMap((set) => section(set, probeTables(probeRows(set)), parts)),
        ]
      : []),
  ].join('\n\n');
}

/**
 * @param {MeasuredSet} set
 * @param {readonly Table[]} tables
 * @param {(table: Table) => string[]} parts
 */
function section(set, tables, parts) {
  const problems = new Set(set.rows.map((row) => /** @type {{ problem: string }} */ (row).problem));
  return [`#### ${set.label}`, origin(set, problems.size), ...tables.flatMap(parts)];
}

/**
 * @param {MeasuredSet} set
 * @param {boolean} costs
 */
function runTables(set, costs) {
  const rows = /** @type {import('./experiments.mjs').ResultRow[]} */ (set.rows);
  return [...summaryTables(rows), ...(costs ? costTables(rows) : [])];
}

/** @param {MeasuredSet} set */
function probeRows(set) {
  return /** @type {import('./probe-problems.mjs').ProbeRow[]} */ (set.rows);
}

/**
 * @param {MeasuredSet} set
 * @param {number} n
 */
function origin({ settings, commands, agent }, n) {
  const made = emitCommand(settings);
  return [
    `${n}${n === settings.problemCount ? '' : ` of ${settings.problemCount}`} problems (\`${settings.problems}\`, SHA-256 of the set \`${String(settings.problemsSha256).slice(0, 12)}…\`), ` +
      `device ${settings.device}.`,
    ...(n < FEWEST ? [`**n is below ${FEWEST}: this shows the form of the report and measures nothing.**`] : []),
    `Agent: ${shownSettings(agent ?? settings.agent)}${agent ? '' : '; the rest as the page has it'}.`,
    ...(settings.limits ? [`Limits of a test: ${shownSettings(settings.limits)}.`] : []),
    '',
    '```sh',
    ...(made === null ? [] : [made]),
    ...commands,
    '```',
  ].join('\n');
}

/** @param {unknown} settings */
function shownSettings(settings) {
  return Object.entries(typeof settings === 'object' && settings !== null ? settings : {})
    .filter(([name]) => name !== 'gamma')
    .map(([name, value]) => `${name} ${value === null ? 'none' : value}`)
    .join(', ');
}

/**
 * Held-out problems carry in their ids how they were drawn.
 * @param {Record<string, unknown>} settings
 */
function emitCommand(settings) {
  const drawn = /** @type {{ name: string, seed: string } | undefined} */ (settings.drawn);
  if (drawn === undefined) return null;
  const unseen = drawn.name === 'unseen' ? ' --unseen' : '';
  return `python3 training/emit_problems.py --count ${settings.problemCount} --seed ${drawn.seed}${unseen} ${settings.problems}`;
}

/**
 * @param {readonly unknown[]} rows
 * @returns {{ name: string, seed: string } | undefined}
 */
export function drawnBy(rows) {
  const ids = rows.map((row) => /** @type {{ problem: string }} */ (row).problem);
  const [, name, seed] = /^(held-out|unseen)-(\d+)-\d+$/.exec(ids[0] ?? '') ?? [];
  if (name === undefined || seed === undefined) return undefined;
  return ids.every((id) => id.startsWith(`${name}-${seed}-`)) ? { name, seed } : undefined;
}

/**
 * @param {readonly { name: string, value: number, unit: string, comparedWith: string }[]} figures of `npm run bench`
 * @returns {string} empty where none is about decoding
 */
export function benchSection(figures) {
  const steps = figures.filter(({ name }) => /decod|per token/i.test(name));
  if (steps.length === 0) return '';
  return [
    '### The cost of a decode step',
    markdownTable({
      header: ['figure', 'value', 'unit', 'compared with'],
      lines: steps.map(({ name, value, unit, comparedWith }) => [name, String(value), unit, comparedWith]),
      alignment: ['left', 'right', 'left', 'left'],
    }),
    'From `npm run bench`, on the machine that wrote this report.',
  ].join('\n\n');
}
