/** npm run report: writes tables of result folders into a document's measured part; `--help` says how. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './lib/agent-options.mjs';
import { winsFile } from './lib/guidance-wins.mjs';
import { replaceMarkedPart } from './lib/marked-part.mjs';
import { requireNode } from './lib/node-version.mjs';
import { publishedSection } from './lib/published-section.mjs';
import { benchSection, drawnBy, measuredSections } from './lib/report-sections.mjs';
import { REPOSITORY } from './lib/repository.mjs';
import { readResultFolder } from './lib/result-folder.mjs';
import { curvePicture, curveSection, PUBLISHED_LOG, readLog } from './lib/training-curve.mjs';

/** @typedef {import('./lib/report-sections.mjs').MeasuredSet} MeasuredSet */

const WEIGHTS = path.join(REPOSITORY, 'public', 'models', 'tiny-coder', 'onnx', 'model_int8.onnx');
const WINS = path.join(REPOSITORY, 'test', 'fixtures', 'guidance-wins.json');

const USAGE = `npm run report -- --results LABEL=DIR [options]
  --results LABEL=DIR  a folder that \`npm run eval\` has filled, with runs or with a probe; may be repeated, and stands
                       in the report in the order given; DIR,DIR joins folders of the same problems and weights
  --costs              with tables of what is solved within so many tokens, session runs and seconds
  --published          with the paper's tables behind them, as published
  --bench FILE         what \`npm run bench\` printed
  --log FILE           training log (default: training/published-log.txt)
  --doc FILE           document to write into (default: docs/built-in-model.md); the curve is drawn beside it
  --wins DIR           a folder of greedy and EG-CFG runs on the bundled problems: writes
                       test/fixtures/guidance-wins.json from it
  --wins-gamma N       which of its gammas (default: 1)`;

requireNode();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else report(parse(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        results: { type: 'string', multiple: true },
        costs: { type: 'boolean' },
        published: { type: 'boolean' },
        bench: { type: 'string' },
        log: { type: 'string' },
        doc: { type: 'string' },
        wins: { type: 'string' },
        'wins-gamma': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {ReturnType<typeof parse>} options */
function report(options) {
  const { results = [], wins } = options;
  if (results.length === 0 && wins === undefined) throw new UsageError('Name result folders with --results.');
  if (results.length > 0) writeDocument(results.map(labelled), options);
  if (wins === undefined) return;
  const set = readSet('wins', wins);
  assertShipped([set]);
  writeFileSync(WINS, winsFile(set, Number(options['wins-gamma'] ?? '1')));
  console.log(`${path.relative(REPOSITORY, WINS)} written.`);
}

/**
 * @param {readonly MeasuredSet[]} sets
 * @param {ReturnType<typeof parse>} options
 */
function writeDocument(sets, options) {
  assertShipped(sets);
  const doc = options.doc ?? path.join(REPOSITORY, 'docs', 'built-in-model.md');
  const log = options.log ?? PUBLISHED_LOG;
  const sections = [measuredSections(sets, { costs: options.costs ?? false })];
  if (options.published) sections.push(publishedSection());
  if (options.bench !== undefined) {
    const figures = readFileSync(options.bench, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{'));
    sections.push(benchSection(figures.map((line) => JSON.parse(line))));
  }
  const entries = existsSync(log) ? readLog(readFileSync(log, 'utf8')) : [];
  if (entries.some(({ loss }) => loss !== undefined)) {
    const picture = 'training-curve.svg';
    writeFileSync(path.join(path.dirname(doc), picture), curvePicture(entries));
    sections.push(curveSection(entries, picture));
  } else console.log('No training log: the report has no curve.');
  const part = sections.filter((section) => section !== '').join('\n\n');
  writeFileSync(doc, replaceMarkedPart(readFileSync(doc, 'utf8'), part));
  console.log(`${path.basename(doc)} written from ${sets.length} folders.`);
}

/** @param {string} given `LABEL=DIR` */
function labelled(given) {
  const [, label = '', folder = ''] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (folder === '') throw new UsageError(`--results ${given}: give LABEL=DIR.`);
  return readSet(label, folder);
}

/**
 * @param {string} label
 * @param {string} folder
 * @returns {MeasuredSet}
 */
function readSet(label, folder) {
  const folders = folder.split(',');
  const read = folders.map(readResultFolder);
  const settings = read[0]?.settings ?? {};
  const rows = read.flatMap((one) => one.rows);
  if (rows.length === 0) throw new UsageError(`${folder} holds no rows.`);
  for (const other of read) {
    for (const name of ['problemsSha256', 'weightsSha256', 'device']) {
      if (other.settings[name] === settings[name]) continue;
      throw new UsageError(`--results ${label}: its folders differ in ${name}, so they are no one table.`);
    }
  }
  const drawn = drawnBy(rows);
  const agent = folders.map(guidedAgent).find((one) => one !== null) ?? null;
  const commands = read.flatMap((one) => one.commands);
  return { label, settings: drawn ? { ...settings, drawn } : settings, commands, rows, agent };
}

/**
 * @param {string} folder
 * @returns {Record<string, unknown> | null} every setting of the first guided run of the folder
 */
function guidedAgent(folder) {
  const runs = path.join(folder, 'runs');
  const [file] = existsSync(runs) ? readdirSync(runs).filter((name) => /-egcfg-(?!0\.json)/.test(name)) : [];
  if (file === undefined) return null;
  const { events } = JSON.parse(readFileSync(path.join(runs, file), 'utf8'));
  return events[0]?.agent ?? null;
}

/**
 * A report of other weights than the ones in public/ would be read as theirs.
 * @param {readonly MeasuredSet[]} sets
 */
function assertShipped(sets) {
  const shipped = createHash('sha256').update(readFileSync(WEIGHTS)).digest('hex');
  for (const { label, settings } of sets) {
    if (settings.weightsSha256 === shipped) continue;
    throw new UsageError(
      `The results of ${label} were made with the weights ${settings.weightsSha256}, public/ has ${shipped}. Measure again.`,
    );
  }
}
