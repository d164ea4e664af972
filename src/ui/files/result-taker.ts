/** Results, runs and whole experiments: tables of what they hold, every broken file, runs to play again. */
import type { FileProblem } from '../../agents/listed-agent';
import type { ImportedExperiment } from '../../experiments/library';
import { agentTables, mainTable, summaryTables, type Table } from '../../experiments/metrics';
import { type ResultRow, resultRow } from '../../experiments/result-row';
import { armName } from '../../experiments/run-id';
import { strategyName } from '../../experiments/strategy-names';
import { readJsonText } from '../../files/json-text';
import { type SkippedFile, type StoredFile, textOf } from '../../files/stored-file';
import type { RunEvent } from '../../guidance/events';
import { EXPERIMENT_FILE, readExperiment } from '../../results/experiment-folder';
import { type ResultsFolder, readResults } from '../../results/read-results';
import { readResultPath } from '../../results/result-paths';
import { rowOfResult } from '../../results/rows-of-results';
import { readRunFile } from '../../runs/run-file';
import { counted } from '../shared/numbers';
import type { FileAction, FileCard, FileChoice, FileTaker, OpenedFile } from './taken-file';

export interface ResultUses {
  /** Plays recorded events on the screen of one problem. */
  play(events: readonly RunEvent[]): void;
  /** Puts an experiment beside those of this browser and shows it. */
  addExperiment(experiment: ImportedExperiment): Promise<void>;
}

/** Runs whose events are folded for a table; more are listed alone. */
const MOST_FOLDED = 300;

export function resultTaker(uses: ResultUses): FileTaker {
  return async (files) => {
    const inLayout = files.filter(({ path }) => readResultPath(path) !== null);
    const experiments = files.filter(({ kind }) => kind === 'experiment');
    const placed = new Set([...inLayout, ...experiments]);
    const loose = files.filter((file) => !placed.has(file));
    const folder = await readResults(new AbortController().signal, treeOfFiles(inLayout));
    const cards: FileCard[] = [];
    for (const file of experiments) cards.push(await experimentCard(file, folder, uses));
    if (inLayout.length > 0) cards.push(resultsCard(folder, uses));
    const runs = loose.filter(({ kind }) => kind === 'run');
    if (runs.length > 0) cards.push(await runsCard(runs, uses));
    cards.push(...(await Promise.all(loose.filter(({ kind }) => kind === 'result').map(misplacedCard))));
    return cards;
  };
}

async function experimentCard(file: OpenedFile, folder: ResultsFolder, uses: ResultUses): Promise<FileCard> {
  try {
    const { imported, skipped, open, halfWritten } = await readExperiment(file.content, inside(folder, file.path));
    const { experiment, problems, runs } = imported;
    const add: FileAction = {
      label: open > 0 ? `Add to the experiments, to go on with its ${open} open runs` : 'Add to the experiments',
      async run() {
        await uses.addExperiment(imported);
        return null;
      },
    };
    return {
      title: experiment.name === '' ? file.path : experiment.name,
      what: `An experiment over ${counted(problems.length, 'problem')}: ${counted(runs.length, 'run')} done, ${open} still to be made${
        halfWritten > 0 ? `, ${halfWritten} of them written by half` : ''
      }`,
      problems: skipped.map(asProblem),
      actions: [add],
    };
  } catch (error) {
    return {
      title: file.path,
      what: 'An experiment that cannot be read',
      problems: [asProblem({ path: EXPERIMENT_FILE, reason: error instanceof Error ? error.message : String(error) })],
      actions: [],
    };
  }
}

/** Results below the folder of an experiment's file. */
function inside(folder: ResultsFolder, experimentPath: string): ResultsFolder {
  const root = experimentPath.slice(0, experimentPath.lastIndexOf('/') + 1);
  const within = <T extends { readonly path: string }>(list: readonly T[]) =>
    list.filter(({ path }) => path.startsWith(root));
  return { ...folder, results: within(folder.results), unfinished: within(folder.unfinished) };
}

function resultsCard(folder: ResultsFolder, uses: ResultUses): FileCard {
  const { results, stubs, unfinished, solved, runs, skipped, notes } = folder;
  const rows = results.map(rowOfResult);
  const parts = [
    counted(results.length, 'result'),
    ...(stubs.length > 0 ? [`${stubs.length} that say another agent had solved the problem`] : []),
    ...(solved.length > 0 ? [counted(solved.length, 'solved task')] : []),
    ...(runs.size > 0 ? [`${counted(runs.size, 'run')} with all events`] : []),
    ...(unfinished.length > 0 ? [`${unfinished.length} never finished, to be made again`] : []),
  ];
  return {
    title: 'Results',
    what: parts.join(', '),
    tables: tablesOf(rows),
    problems: [
      ...[...unfinished, ...skipped].map(asProblem),
      ...notes.map((note) => ({ ...asProblem(note), severity: 'note' as const })),
    ],
    actions: [],
    choices: [...runs].map(([path, file]) => playChoice(path, file, uses)),
  };
}

async function runsCard(files: readonly OpenedFile[], uses: ResultUses): Promise<FileCard> {
  const rows: ResultRow[] = [];
  const problems: FileProblem[] = [];
  const usable: OpenedFile[] = [];
  for (const file of files.slice(0, MOST_FOLDED)) {
    try {
      const row = rowOfRun(await eventsOf(file.content));
      if (row !== null) rows.push(row);
      usable.push(file);
    } catch (error) {
      problems.push(asProblem({ path: file.path, reason: error instanceof Error ? error.message : String(error) }));
    }
  }
  const others = files.slice(MOST_FOLDED);
  return {
    title: files.length === 1 ? (files[0]?.path ?? '') : `${files.length} runs`,
    what:
      files.length === 1
        ? 'A run with all its events'
        : `Runs with all their events; the table has ${rows.length} of them`,
    tables: rows.length > 1 ? tablesOf(rows) : [],
    problems,
    actions: [],
    choices: [...usable, ...others].map(({ path, content }) => playChoice(path, content, uses)),
  };
}

/** Every arm against every baseline takes minutes for a published grid, which has hundreds of arms. */
const MOST_COMPARED = 12;

function tablesOf(rows: readonly ResultRow[]): readonly Table[] {
  if (rows.length === 0) return [];
  const arms = new Set(rows.map(armName));
  return arms.size > MOST_COMPARED ? [mainTable(rows), ...agentTables(rows)] : summaryTables(rows);
}

/** Null for a run that never began. */
function rowOfRun(events: readonly RunEvent[]): ResultRow | null {
  const started = events.find((event) => event.kind === 'run-started');
  if (started?.kind !== 'run-started') return null;
  const { problem, agent, strategy } = started;
  const id = {
    problem: problem.id,
    strategy: strategyName(strategy, agent.gamma),
    gamma: agent.gamma,
    seed: agent.seed,
  };
  return resultRow(problem, id, events, 0);
}

function playChoice(path: string, file: StoredFile, uses: ResultUses): FileChoice {
  return {
    name: path,
    async run() {
      uses.play(await eventsOf(file));
      return null;
    },
  };
}

/** Throws what is wrong with the file, in words. */
async function eventsOf(file: StoredFile): Promise<readonly RunEvent[]> {
  const json = readJsonText(await textOf(file));
  if (json.kind === 'no-json') throw new Error(`This file is not a run that can be played: ${json.reason}.`);
  return (await readRunFile(json.value)).events;
}

async function misplacedCard({ path }: OpenedFile): Promise<FileCard> {
  return {
    title: path,
    what: 'A result that does not say of which problem it is',
    problems: [
      {
        where: 'file',
        message: 'Expected a name as task_id=395_gamma=1.0.json, which the published code gives it.',
        severity: 'wrong',
      },
    ],
    actions: [],
  };
}

function treeOfFiles(files: readonly OpenedFile[]) {
  return new Map(files.map(({ path, content }) => [path, content]));
}

function asProblem({ path, reason }: SkippedFile): FileProblem {
  return { where: path, message: reason, severity: 'wrong' };
}
