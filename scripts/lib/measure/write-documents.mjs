/** Writes everything that shows measured figures: two documents, the README's part, the page's data, the test's wins. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfigString } from '../experiments.mjs';
import { winsFile } from '../guidance-wins.mjs';
import { replaceMarkedPart } from '../marked-part.mjs';
import { publishedSection } from '../published-section.mjs';
import { benchSection } from '../report-sections.mjs';
import { REPOSITORY } from '../repository.mjs';
import { curvePicture, curveSection, readLog } from '../training-curve.mjs';
import { readParts } from './compile.mjs';
import { modelPart, readmePart, resultsPart } from './document-parts.mjs';
import { PAGE_AGENT } from './parts.mjs';

const PICTURE = 'training-curve.svg';
const FILES = {
  model: path.join('docs', 'built-in-model.md'),
  results: path.join('docs', 'results.md'),
  readme: 'README.md',
  data: path.join('src', 'report', 'measured.json'),
  wins: path.join('test', 'fixtures', 'guidance-wins.json'),
  team: path.join('src', 'experiments', 'default-team.json'),
};

/**
 * @param {object} input
 * @param {import('../report-modules.mjs').Report} input.report
 * @param {import('./compile.mjs').Folders} input.folders
 * @param {string | null} input.log of the training
 * @param {string | null} input.bench what `npm run bench` printed
 * @param {boolean} input.whole not cut short by --limit: what later runs depend on is written too
 * @param {(line: string) => void} input.say
 */
export function writeDocuments({ report, folders, log, bench, whole, say }) {
  const written = (/** @type {string} */ file, /** @type {string} */ text) => {
    writeFileSync(path.join(REPOSITORY, file), text);
    say(`${file} written.`);
  };
  const marked = (/** @type {string} */ file, /** @type {string} */ part) =>
    written(file, replaceMarkedPart(readFileSync(path.join(REPOSITORY, file), 'utf8'), part));

  marked(FILES.model, [modelPart(report), ...benchPart(bench), ...curvePart(log, say)].join('\n\n'));
  const rowsOf = (/** @type {string} */ set) =>
    /** @type {import('../experiments.mjs').ResultRow[]} */ (
      readParts(folders, [`${set}-guided`, `${set}-sampled`, `${set}-team`])?.rows ?? []
    );
  marked(FILES.results, [resultsPart(report, rowsOf), publishedSection()].join('\n\n'));
  marked(FILES.readme, readmePart(report));
  written(FILES.data, `${JSON.stringify(report, null, 1)}\n`);
  if (!whole) {
    say(`Cut short by --limit: ${FILES.wins} and ${FILES.team} stay as they are.`);
    return;
  }
  if (report.development !== null) written(FILES.team, `${JSON.stringify(report.settings.team, null, 2)}\n`);
  writeWins(report, folders, written);
  if (report.settings.agent !== PAGE_AGENT) {
    say(`The page's own agent is ${PAGE_AGENT}, the chosen one ${report.settings.agent}: see src/guidance/agent.ts.`);
  }
}

/**
 * @param {import('../report-modules.mjs').Report} report
 * @param {import('./compile.mjs').Folders} folders
 * @param {(file: string, text: string) => void} written
 */
function writeWins(report, folders, written) {
  const read = readParts(folders, ['bundled-guided']);
  const agent = readConfigString(report.settings.agent);
  if (read === null || agent.kind !== 'agent') return;
  const { settings } = agent.config;
  const set = {
    label: 'wins',
    settings: read.settings,
    commands: [],
    rows: read.rows,
    agent: { gamma: 1, ...settings },
  };
  written(FILES.wins, winsFile(set, agent.config.gammas[0] ?? 1));
}

/** @param {string | null} file */
function benchPart(file) {
  if (file === null || !existsSync(file)) return [];
  const figures = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const section = benchSection(figures.map((line) => JSON.parse(line)));
  return section === '' ? [] : [section];
}

/**
 * @param {string | null} log
 * @param {(line: string) => void} say
 */
function curvePart(log, say) {
  const entries = log !== null && existsSync(log) ? readLog(readFileSync(log, 'utf8')) : [];
  if (!entries.some(({ loss }) => loss !== undefined)) {
    say('No training log: the report has no training curve. Name one with --log.');
    return [];
  }
  writeFileSync(path.join(REPOSITORY, 'docs', PICTURE), curvePicture(entries));
  return [curveSection(entries, PICTURE)];
}
