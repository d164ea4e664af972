/** The measured parts of the documents, from the report as data. */
import { costTables, DEFAULT_AGENT, summaryTables } from '../experiments.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { report as words } from '../report-modules.mjs';

/** @typedef {import('../report-modules.mjs').Report} Report */
/** @typedef {import('../experiments.mjs').Table} Table */

/** A legend stands under the first table that needs it. */
class Legends {
  /** @type {Set<string>} */
  #told = new Set();

  /**
   * @param {Table} table
   * @returns {string[]}
   */
  show({ title, legend, ...table }) {
    const known = this.#told.has(legend);
    this.#told.add(legend);
    return [...(title === '' ? [] : [`${title}.`]), markdownTable(table), ...(known ? [] : [legend])];
  }
}

/**
 * @param {Pick<Report['sets'][number], 'problems' | 'problemsSha256' | 'commands'>} source
 * @param {string} said
 */
function origin({ problems, problemsSha256, commands }, said) {
  return [
    `${said} (\`${problems}\`, SHA-256 of the set \`${problemsSha256.slice(0, 12)}…\`).`,
    ['```sh', ...commands, '```'].join('\n'),
  ];
}

/** @param {number} n */
function tooFew(n) {
  return n < words.FEWEST_N
    ? [`**n is below ${words.FEWEST_N}: this shows the form of the report and measures nothing.**`]
    : [];
}

/**
 * docs/built-in-model.md.
 * @param {Report} report
 * @returns {string}
 */
export function modelPart(report) {
  const legends = new Legends();
  const { settings, sets, curves, controls, equalCost, lineStarts, costs, development, weights } = report;
  const missing = (/** @type {string} */ what) => [`${what}: not measured with these weights yet.`];
  const [heldOut] = sets.filter(({ id }) => id === 'held-out');
  return [
    `Weights: \`${report.model}\`, SHA-256 \`${report.weightsSha256}\`; device ${report.device}; seed ${settings.seed}.`,
    `One agent: \`${settings.agent}\`. The team: ${settings.team.map((agent) => `\`${agent}\``).join(', ')}. Best of N ` +
      `samples with \`${settings.sampling}\`. ${chosenBy(report)}`,
    `What a configuration does not say is as the page has it: ${pageDefaults()}.`,
    `All of it is made again by \`${report.command}\`; the commands of each part stand beside it.`,
    '### Targets',
    ...legends.show(words.targetTable(report)),
    '### Problems solved',
    ...(heldOut === undefined ? missing('Held-out problems') : tooFew(heldOut.rows[0]?.n ?? 0)),
    ...sets.flatMap((set) => [
      `#### ${capital(set.title)}`,
      `${capital(set.about)}.`,
      ...origin(set, ranOf(set)),
      ...legends.show(words.mainTableOf(set)),
    ]),
    '### Hidden tests among those that pass the visible ones',
    ...legends.show(words.hiddenTable(report)),
    '### Guidance strength γ and number of candidates s',
    ...(curves.length === 0 ? missing('The curves') : []),
    ...curves.flatMap((curve) => [
      `#### Over ${curve.setting === 'gamma' ? 'γ' : 's'}`,
      ...origin(curve, `${curve.points[0]?.n ?? 0} of the held-out problems, the first ones`),
      ...legends.show(words.curveTable(curve)),
    ]),
    '### Solved over cost',
    ...(costs.length === 0 ? missing('Costs') : ['Of the held-out problems; runs as in the main table.']),
    ...costs.flatMap((cost) => legends.show(words.costTable(cost))),
    '### Control 1: sampling and filtering at equal cost',
    ...(equalCost.length === 0 ? missing('Equal cost') : equalCostParts(report, legends)),
    '### Controls 2 and 3: swapped traces, and no guidance',
    ...(controls === null
      ? missing('The controls')
      : [...origin(controls, 'On the held-out problems'), ...legends.show(words.controlTable(report))]),
    '### Does it read the signal: rescue and keep',
    ...(lineStarts === null
      ? missing('Line starts')
      : [
          ...origin(lineStarts, `Up to three line starts of ${lineStarts.n} held-out problems`),
          ...legends.show(words.lineStartTable(report)),
        ]),
    '### The development split',
    ...(development === null
      ? ["No search: the settings are the page's own."]
      : [
          ...origin(development, `${development.n} problems, none of which has the structure of a held-out one`),
          ...words.triedTables(development).flatMap((table) => legends.show(table)),
        ]),
    ...(weights === null
      ? []
      : [
          '### Earlier weights and these',
          `Earlier weights: SHA-256 \`${weights.oldSha256}\`. Settings are those chosen for the new ones.`,
          ['```sh', ...weights.commands, '```'].join('\n'),
          ...legends.show(words.weightsTable(report)),
        ]),
  ].join('\n\n');
}

function pageDefaults() {
  return Object.entries(DEFAULT_AGENT)
    .filter(([name]) => name !== 'seed')
    .map(([name, value]) => `${name} ${value === null ? 'none' : value}`)
    .join(', ');
}

/** @param {Report} report */
function chosenBy({ development }) {
  return development === null
    ? "They are the page's own settings."
    : `They were chosen on ${development.n} problems of a development split, below.`;
}

/**
 * @param {Report} report
 * @param {Legends} legends
 */
function equalCostParts(report, legends) {
  const commands = [...new Set(report.equalCost.flatMap((line) => line.commands))];
  return [['```sh', ...commands, '```'].join('\n'), ...legends.show(words.equalCostTable(report))];
}

/** @param {Report['sets'][number]} set */
function ranOf({ of, rows }) {
  const counts = new Set(rows.map(({ n }) => n));
  const most = Math.max(...counts);
  const some = rows
    .filter(({ n }) => n < most)
    .map(({ id, name, n }) => `${words.strategyWords(id, name)} on the first ${n}`);
  return `${most}${most === of ? '' : ` of ${of}`} problems${some.length === 0 ? '' : `, ${some.join(', ')}`}`;
}

/**
 * docs/results.md: every strategy in full, with the costs of each set.
 * @param {Report} report
 * @param {(set: string) => import('../experiments.mjs').ResultRow[]} rowsOf
 * @returns {string}
 */
export function resultsPart(report, rowsOf) {
  const legends = new Legends();
  return [
    `Weights: \`${report.model}\`, SHA-256 \`${report.weightsSha256}\`; device ${report.device}; seed ${report.settings.seed}.`,
    '### Problems solved',
    ...report.sets.flatMap((set) => {
      const rows = rowsOf(set.id);
      return [
        `#### ${capital(set.title)}`,
        ...origin(set, ranOf(set)),
        ...tooFew(set.rows[0]?.n ?? 0),
        ...[...summaryTables(rows), ...costTables(rows)].flatMap((table) => legends.show(table)),
      ];
    }),
  ].join('\n\n');
}

/**
 * The README: one table, and what it comes to.
 * @param {Report} report
 * @returns {string}
 */
export function readmePart(report) {
  const { sets, controls, equalCost, targets, lineStarts } = report;
  const row = (/** @type {Report['sets'][number]} */ set, /** @type {string} */ id) =>
    set.rows.find((one) => one.id === id);
  const table = {
    header: [
      'problems',
      'n',
      'plain greedy',
      'best of 10 samples',
      'EG-CFG, one agent',
      'over greedy',
      'up to 8 agents',
    ],
    lines: sets.map((set) => [
      set.title,
      String(row(set, 'greedy')?.n ?? 0),
      words.shortShare(row(set, 'greedy')?.solved ?? null),
      words.shortShare(row(set, 'best-of-n')?.solved ?? null),
      `**${words.shortShare(row(set, 'egcfg')?.solved ?? null)}**`,
      words.shortDifference(row(set, 'egcfg')?.over?.difference ?? null),
      words.shortSolved(row(set, 'agents'), row(set, 'greedy')?.n ?? 0),
    ]),
    alignment: /** @type {('left' | 'right')[]} */ (['left', ...Array(6).fill('right')]),
  };
  const known = new Map(targets.map((target) => [target.id, target]));
  const part = (/** @type {string} */ id) => words.shortInterval(known.get(id)?.value ?? null) || 'not measured';
  const passing = lineStarts?.lines.find((line) => line.passing && line.gamma === null);
  const open = lineStarts?.lines.find((line) => !line.passing && line.gamma === null);
  const counted = (/** @type {{ count: number, total: number } | null | undefined} */ share) =>
    share ? `${share.count} of ${share.total}` : '0 of 0';
  return [
    markdownTable(table),
    'Solved means that every visible test passes; 95 % intervals, over greedy in percentage points on the same problems.',
    [
      `* Of what greedy leaves unsolved on held-out problems, one agent gains ${part('one-agent')}, up to eight ${part('team')}.`,
      ...equalCost.map(
        (line) =>
          `* At equal ${words.UNIT_WORDS[line.unit]}, ${line.against === 'agents' ? 'up to eight agents solve' : 'one agent solves'} ${words.shortShare(line.guided)}, ` +
          `sampling and filtering ${words.shortShare(line.sampled)}.`,
      ),
      ...(controls?.lines ?? []).map(
        (line) =>
          `* Control, ${words.CONTROL_WORDS[line.control]}: keeps ${words.shortInterval(line.kept) || 'a part that cannot be told'} of the ` +
          `gain; guidance over it ${words.shortDifference(line.guidance.difference)}.`,
      ),
      ...(passing && open
        ? [
            `* At line starts where a candidate passes, the signal rescues the plain line in ${counted(passing.rescue)} cases ` +
              `and keeps it in ${counted(passing.keep)}; where none passes, ${counted(open.rescue)} and ${counted(open.keep)}.`,
          ]
        : []),
      `* Of one agent's answers that pass the visible tests, ${part('hidden-one')} pass the hidden ones.`,
    ].join('\n'),
  ].join('\n\n');
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
