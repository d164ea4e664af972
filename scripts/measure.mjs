/** npm run measure: measures the weights in public/ and writes the whole report; `--help` says how. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './lib/agent-options.mjs';
import { compileReport } from './lib/measure/compile.mjs';
import { developmentOf } from './lib/measure/development.mjs';
import { drawnProblems, SIZES } from './lib/measure/draw-problems.mjs';
import { keepRows, restoreRows } from './lib/measure/kept-rows.mjs';
import { measureOptions, USAGE } from './lib/measure/measure-options.mjs';
import { developmentParts, PAGE_SETTINGS, reportParts } from './lib/measure/parts.mjs';
import { progressOf, progressTable, timeLeft } from './lib/measure/progress.mjs';
import { runParts, Stopped } from './lib/measure/run-parts.mjs';
import { writeDocuments } from './lib/measure/write-documents.mjs';
import { requireNode } from './lib/node-version.mjs';
import { printedBy } from './lib/printed-by.mjs';
import { readProblemSet } from './lib/problem-sets.mjs';
import { report } from './lib/report-modules.mjs';
import { REPOSITORY } from './lib/repository.mjs';
import { PUBLISHED_LOG } from './lib/training-curve.mjs';

const MODEL = path.join(REPOSITORY, 'public', 'models', 'tiny-coder');
const WEIGHTS = path.join(MODEL, 'onnx', 'model_int8.onnx');
const DATA_SETS = ['mbpp.test.jsonl.gz', 'HumanEval.jsonl.gz'];

requireNode();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else await measure(measureOptions(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof Stopped)) throw error;
  console.error(error instanceof Stopped ? error.message : `${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}

/** @param {import('./lib/measure/measure-options.mjs').MeasureOptions} options */
async function measure(options) {
  const { limit, workers, wants, mode } = options;
  const data = withDataSets(options.data, console.log);
  const weightsSha256 = createHash('sha256').update(readFileSync(WEIGHTS)).digest('hex');
  const out = path.join(options.out, weightsSha256.slice(0, 12));
  const folder = (/** @type {string} */ id) => path.join(out, id);
  const say = (/** @type {string} */ line) => console.log(line);
  if (options.keepProblems && restoreRows(out, weightsSha256))
    say('The rows that were kept with the report are gone on with.');
  mkdirSync(out, { recursive: true });
  const drawn = await drawnProblems(path.join(out, 'problems'), options);
  const run = (/** @type {import('./lib/measure/parts.mjs').Part[]} */ parts) =>
    runParts(parts, { folder, logs: path.join(out, 'logs'), workers, say });
  const measures = mode === 'all' || mode === 'measure';

  const search = developmentParts(drawn.folder, capped(SIZES.development, limit));
  const searched = () => progressOf(search, folder, workers).every(({ done, runs }) => done >= runs);
  if (measures && wants('development')) await run(search);
  const development = searched() ? developmentOf(search, folder, drawn.commands.development) : null;
  if (development !== null) {
    writeFileSync(path.join(out, 'development.json'), `${JSON.stringify(development, null, 1)}\n`);
  } else say('No whole search on the development split: the settings are those of the page.');
  const settings = chosenSettings(development);

  const parts = reportParts({
    settings,
    problems: drawn.folder,
    counts: await counts(data, limit),
    data,
    oldModel: options.oldModel,
    folder,
  }).filter(({ group }) => wants(group));
  if (mode === 'list') {
    const all = progressOf([...(wants('development') ? search : []), ...parts], folder, workers);
    say(`${progressTable(all)}\n\nAbout ${timeLeft(all)} left with ${workers} pages side by side.`);
    return;
  }
  if (measures) await run(parts);
  const bench = options.bench ?? path.join(out, 'bench.jsonl');
  if (measures && options.bench === null && wants('bench') && !existsSync(bench)) {
    say('bench: decode steps of the shipped file.');
    writeFileSync(bench, await printedBy('bench.mjs', ['--only', 'number-format']));
  }
  if (mode === 'measure') return;
  const folders = { folder, made: drawn.commands };
  const weights = { model: path.basename(MODEL), weightsSha256 };
  const compiled = compileReport({ folders, weights, settings, development });
  const log = options.log ?? PUBLISHED_LOG;
  writeDocuments({ report: compiled, folders, log, bench, whole: limit === null, say });
  if (limit === null) keepRows(out, weightsSha256);
  for (const { words, goal, value, verdict } of compiled.targets) {
    say(`${words}: ${report.intervalText(value)} (${goal}): ${report.VERDICT_WORDS[verdict]}.`);
  }
}

/**
 * @param {import('./lib/report-modules.mjs').Development | null} development
 * @returns {import('./lib/measure/parts.mjs').Settings}
 */
function chosenSettings(development) {
  if (development === null) return PAGE_SETTINGS;
  const { agent, team, sampling } = development.chosen;
  return { agent, team: team.map((one) => one.agent), sampling };
}

/**
 * Problems of each set, as far as they are asked for.
 * @param {string | null} data
 * @param {number | null} limit
 * @returns {Promise<Record<string, number>>}
 */
async function counts(data, limit) {
  const size = async (/** @type {string} */ set) => (await readProblemSet(set, () => {})).problems.length;
  const sizes = {
    'held-out': SIZES.heldOut,
    narrow: SIZES.narrow,
    unseen: SIZES.unseen,
    free: await size('free'),
    bundled: await size('bundled'),
    ...(data === null ? {} : { mbpp: await size(path.join(data, 'mbpp.test.jsonl.gz')) }),
    ...(data === null ? {} : { humaneval: await size(path.join(data, 'HumanEval.jsonl.gz')) }),
  };
  return Object.fromEntries(Object.entries(sizes).map(([set, n]) => [set, capped(n, limit)]));
}

/**
 * @param {string | null} data
 * @param {(line: string) => void} say
 */
function withDataSets(data, say) {
  const missing = DATA_SETS.filter((file) => data === null || !existsSync(path.join(data, file)));
  if (missing.length === 0) return data;
  say(`${data === null ? 'No DATA_DIR' : `${missing.join(', ')} not there`}: MBPP and HumanEval are left out.`);
  return null;
}

/**
 * @param {number} n
 * @param {number | null} limit
 */
function capped(n, limit) {
  return limit === null ? n : Math.min(n, limit);
}
