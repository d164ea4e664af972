/** From the folders of all parts to the report as data; what was not measured is left out and no more. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { report } from '../report-modules.mjs';
import { readResultFolder } from '../result-folder.mjs';
import { settingsOf, strength } from './agent-text.mjs';

/** @typedef {import('../experiments.mjs').ResultRow} ResultRow */
/** @typedef {import('../report-modules.mjs').Report} Report */

/** @type {readonly { id: import('../report-modules.mjs').SetId, title: string, about: string }[]} */
export const SETS = [
  {
    id: 'held-out',
    title: 'held-out problems',
    about: 'drawn by the generator from its whole domain; structures of programs that training never shows',
  },
  {
    id: 'narrow',
    title: 'held-out problems, narrow domain',
    about:
      'the same without the classic exercises and whatever else makes the domain wide: what earlier reports measured',
  },
  {
    id: 'free',
    title: 'freely worded problems',
    about: "written by hand, without looking at the generator's templates; their behaviour is kept out of training",
  },
  {
    id: 'bundled',
    title: 'bundled problems',
    about: 'those that come with the page, written by hand; their behaviour is kept out of training',
  },
  {
    id: 'unseen',
    title: 'programs of unseen idioms',
    about: 'of whole families that training never draws; it knows exercises that are like some of them',
  },
  {
    id: 'mbpp',
    title: 'MBPP as it is',
    about: 'its test problems, the first ones, far outside of what the model learnt',
  },
  { id: 'humaneval', title: 'HumanEval as it is', about: 'far outside of what the model learnt' },
];

/**
 * @typedef {object} Folders
 * @property {(id: string) => string} folder of a part
 * @property {import('./draw-problems.mjs').Drawn['commands']} made commands that draw the problems
 */

/**
 * Rows of some parts of one set. Null where none of them was begun.
 * @param {Folders} folders
 * @param {readonly string[]} ids
 */
export function readParts({ folder, made }, ids) {
  const read = ids
    .filter((id) => existsSync(path.join(folder(id), 'results.jsonl')))
    .map((id) => readResultFolder(folder(id)));
  const [first] = read;
  if (first === undefined) return null;
  const { settings } = first;
  for (const other of read) {
    if (other.settings.problemsSha256 === settings.problemsSha256) continue;
    throw new Error(`${ids.join(', ')} were measured on different problems.`);
  }
  const name = String(settings.problems);
  const drawn = made[/** @type {keyof typeof made} */ (name.replace(/\.jsonl$/, ''))] ?? [];
  return {
    rows: read.flatMap(({ rows }) => rows),
    settings,
    source: {
      problems: name,
      problemsSha256: String(settings.problemsSha256),
      // A part that was first begun small has been completed by the last command.
      commands: [...drawn, ...read.flatMap(({ commands }) => commands.slice(-1))],
    },
  };
}

/**
 * @param {object} input
 * @param {Folders} input.folders
 * @param {{ model: string, weightsSha256: string }} input.weights
 * @param {import('./parts.mjs').Settings} input.settings
 * @param {import('../report-modules.mjs').Development | null} input.development
 * @returns {Report}
 */
export function compileReport({ folders, weights, settings, development }) {
  const rowsOf = (/** @type {string[]} */ ...ids) => {
    const read = readParts(folders, ids);
    return /** @type {ResultRow[]} */ (read?.rows ?? []);
  };
  const sets = SETS.flatMap(({ id, title, about }) => {
    const read = readParts(folders, [`${id}-guided`, `${id}-sampled`, `${id}-team`]);
    if (read === null) return [];
    const rows = report.strategyRows(/** @type {ResultRow[]} */ (read.rows));
    return [{ id, title, about, of: Number(read.settings.problemCount), ...read.source, rows }];
  });
  const main = rowsOf('held-out-guided');
  const controls = controlsOf(folders);
  const device = readParts(folders, ['held-out-guided'])?.settings.device ?? 'wasm';
  return {
    format: 1,
    ...weights,
    device: String(device),
    command: 'npm run measure',
    settings: { ...settings, team: [...settings.team], seed: 1 },
    development,
    sets,
    curves: curvesOf(folders, settings.agent),
    equalCost: equalCostOf(folders),
    controls,
    lineStarts: lineStartsOf(folders),
    costs: report.costTablesOf(rowsOf('held-out-guided', 'held-out-sampled', 'held-out-team').map(plainArm)),
    weights: weightsOf(folders),
    targets: report.targets({ sets, controls, freeKeeps: freeKeeps(main, rowsOf('free-guided')) }),
  };
}

/**
 * The label of a team says how many it has, which the table's words say too.
 * @param {ResultRow} row
 * @returns {ResultRow}
 */
function plainArm({ agent: _, ...row }) {
  return row;
}

/** @param {Folders} folders */
function controlsOf(folders) {
  const read = readParts(folders, ['held-out-guided', 'held-out-controls']);
  const lines = report.controlLines(/** @type {ResultRow[]} */ (read?.rows ?? []));
  return read === null || lines.length === 0 ? null : { ...read.source, lines };
}

/**
 * @param {Folders} folders
 * @param {string} agent
 * @returns {Report['curves']}
 */
function curvesOf(folders, agent) {
  const guided = /** @type {ResultRow[]} */ (readParts(folders, ['held-out-guided'])?.rows ?? []);
  const of = (/** @type {string} */ strategy) => guided.filter((row) => row.strategy === strategy);
  /**
   * @param {'gamma' | 'candidates'} setting
   * @param {(row: ResultRow) => number} at
   * @param {[number, ResultRow[]][]} known points that the main rows hold already
   * @returns {Report['curves']}
   */
  const curve = (setting, at, known) => {
    const read = readParts(folders, [`curve-${setting}`]);
    if (read === null) return [];
    const rows = /** @type {ResultRow[]} */ (read.rows);
    const problems = new Set(rows.map(({ problem }) => problem));
    /** @type {Map<number, ResultRow[]>} */
    const values = new Map(known.map(([value, some]) => [value, some.filter(({ problem }) => problems.has(problem))]));
    for (const row of rows) values.set(at(row), [...(values.get(at(row)) ?? []), row]);
    return [{ setting, ...read.source, points: report.curvePoints(values) }];
  };
  return [
    ...curve('gamma', (row) => row.gamma, [
      [0, of('greedy')],
      [strength(agent), of('egcfg')],
    ]),
    ...curve('candidates', (row) => settingsOf(row.agent ?? agent).candidates, [
      [settingsOf(agent).candidates, of('egcfg')],
    ]),
  ];
}

/**
 * @param {Folders} folders
 * @returns {Report['equalCost']}
 */
function equalCostOf(folders) {
  const compared = /** @type {const} */ ([
    ['equal-tokens', 'forwardedTokens', 'egcfg', 'held-out-guided'],
    ['equal-runs', 'sessionRuns', 'egcfg', 'held-out-guided'],
    ['equal-seconds', 'seconds', 'egcfg', 'held-out-guided'],
    ['equal-team-tokens', 'forwardedTokens', 'agents', 'held-out-team'],
  ]);
  return compared.flatMap(([id, unit, against, spentBy]) => {
    const [sampled, guided] = [readParts(folders, [id]), readParts(folders, [spentBy])];
    if (sampled === null || guided === null) return [];
    const rows = (/** @type {typeof sampled} */ read) => /** @type {ResultRow[]} */ (read.rows);
    const line = report.equalCostLine(unit, against, rows(guided), rows(sampled));
    return line === null ? [] : [{ ...line, ...sampled.source }];
  });
}

/**
 * @param {Folders} folders
 * @returns {Report['lineStarts']}
 */
function lineStartsOf(folders) {
  const read = readParts(folders, ['line-starts']);
  if (read === null) return null;
  const rows = /** @type {import('../probe-problems.mjs').ProbeRow[]} */ (read.rows);
  const lines = report.lineStartLines(rows.flatMap(({ probes }) => probes));
  return { n: rows.length, ...read.source, lines };
}

/**
 * @param {Folders} folders
 * @returns {Report['weights']}
 */
function weightsOf(folders) {
  const compared = SETS.flatMap(({ id, title }) => {
    const old = readParts(folders, [`old-weights-${id}`]);
    const current = readParts(folders, [`${id}-guided`]);
    return old === null || current === null ? [] : [{ old, current, title }];
  });
  const [first] = compared;
  if (first === undefined) return null;
  return {
    oldSha256: String(first.old.settings.weightsSha256),
    commands: compared.flatMap(({ old }) => old.source.commands),
    lines: compared.flatMap(({ old, current, title }) =>
      report.weightsLines(title, /** @type {ResultRow[]} */ (old.rows), /** @type {ResultRow[]} */ (current.rows)),
    ),
  };
}

/**
 * @param {readonly ResultRow[]} heldOut
 * @param {readonly ResultRow[]} free
 */
function freeKeeps(heldOut, free) {
  const gain = (/** @type {readonly ResultRow[]} */ rows) => {
    const guided = rows.filter(({ strategy }) => strategy === 'egcfg');
    const ran = new Set(guided.map(({ problem }) => problem));
    const greedy = rows.filter(({ strategy, problem }) => strategy === 'greedy' && ran.has(problem));
    const both = new Set(greedy.map(({ problem }) => problem));
    return report.gains(
      greedy,
      guided.filter(({ problem }) => both.has(problem)),
    );
  };
  const ratio = report.ratioOfGains(gain(free), gain(heldOut), false);
  return ratio === null ? null : report.interval(ratio);
}
