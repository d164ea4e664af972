/**
 * A whole experiment as a folder: `experiment.json` with its definition and problems, and the results of its runs in the
 * published layout, with their events. From it the experiment goes on anywhere, exactly where it stopped: a run whose
 * file is missing, reserved or cut is a run that is still to be made.
 */
import * as v from 'valibot';
import {
  type Arm,
  agentText,
  configOf,
  EXPERIMENT_FORMAT,
  type Experiment,
  ExperimentSchema,
} from '../experiments/definition';
import type { ImportedExperiment } from '../experiments/library';
import type { ResultRow } from '../experiments/result-row';
import { runKey, seedOf } from '../experiments/run-id';
import { type RunSpec, runList } from '../experiments/run-list';
import type { RunPart } from '../experiments/run-one';
import { readJsonText } from '../files/json-text';
import { FileFault, type FileTree, fromText, type SkippedFile, type StoredFile, textOf } from '../files/stored-file';
import { DEFAULT_AGENT } from '../guidance/agent';
import { type Problem, parseProblem } from '../problems/schema';
import { readRunFile } from '../runs/run-file';
import { planRuns } from './missing-runs';
import type { ResultsFolder } from './read-results';
import type { FinishedRun } from './result-of-run';
import type { RunIdentity } from './run-identity';
import { resultFiles } from './write-results';

export const EXPERIMENT_FILE = 'experiment.json';

export interface ExperimentContent {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
  /** By `runKey`. */
  readonly rows: ReadonlyMap<string, ResultRow>;
  /** Null for a run that was not kept with its events. */
  parts(key: string): Promise<readonly RunPart[] | null>;
}

/** Files of the runs that are there, in the order of the experiment. */
export async function* experimentFiles(
  { experiment, problems, rows, parts }: ExperimentContent,
  { withRuns }: { readonly withRuns: boolean },
): AsyncGenerator<readonly [path: string, file: StoredFile]> {
  const definition = { format: EXPERIMENT_FORMAT, experiment, problems };
  yield [EXPERIMENT_FILE, fromText(`${JSON.stringify(definition, null, 1)}\n`)];
  const finished = async function* (): AsyncGenerator<FinishedRun> {
    for (const { spec, identity } of wantedRuns(experiment, problems)) {
      const row = rows.get(spec.key);
      if (row === undefined) continue;
      const events = withRuns ? ((await parts(spec.key)) ?? []).map((part) => part.events) : [];
      yield { identity, problem: spec.problem, row, parts: events };
    }
  };
  yield* resultFiles(finished(), { root: 'results', withRuns });
}

/** Every run that the experiment wants, under the identity that its files have. */
export function wantedRuns(
  experiment: Experiment,
  problems: readonly Problem[],
): readonly { readonly spec: RunSpec; readonly identity: RunIdentity }[] {
  const shared = { dataset: experiment.problemSet, model: experiment.model?.id ?? '' };
  return runList(experiment, problems).map((spec) => ({ spec, identity: specIdentity(shared, spec) }));
}

export function specIdentity(
  shared: Pick<RunIdentity, 'dataset' | 'model'>,
  { id, arm, problem }: RunSpec,
): RunIdentity {
  return {
    ...shared,
    problem: problem.id,
    strategy: id.strategy,
    config: configText(arm),
    gamma: id.gamma,
    seed: seedOf(id),
  };
}

/** Of several agents their label; their settings are in `experiment.json` and in each run. */
function configText({ agents, label }: Arm): string {
  const [first = DEFAULT_AGENT] = agents;
  return agents.length > 1 && label !== null ? label : configOf(first);
}

const FileSchema = v.object({
  format: v.literal(EXPERIMENT_FORMAT),
  experiment: ExperimentSchema,
  problems: v.array(v.unknown()),
});

export interface ReadExperiment {
  readonly imported: ImportedExperiment;
  /** Runs whose events could not be read: they count, but cannot be played. */
  readonly skipped: readonly SkippedFile[];
  /** Runs that are still to be made. */
  readonly open: number;
  /** Those among them that left a file which says nothing. */
  readonly halfWritten: number;
}

/**
 * The experiment of a folder that was read. Rejects with a `FileFault` where `experiment.json` itself cannot be used; a
 * result that cannot costs that run.
 */
export async function readExperiment(
  file: StoredFile,
  folder: ResultsFolder,
  runFiles: FileTree = folder.runs,
): Promise<ReadExperiment> {
  const { experiment, problems } = await readDefinition(file);
  const specs = new Map(runList(experiment, problems).map((spec) => [spec.key, spec]));
  const runs: ImportedExperiment['runs'][number][] = [];
  const skipped: SkippedFile[] = [];
  for (const { path, result } of folder.results) {
    const own = result.playground;
    if (own === undefined) {
      skipped.push({ path, reason: 'It was not made by this page, so it is no run of this experiment.' });
      continue;
    }
    const key = runKey(own.row);
    if (!specs.delete(key)) {
      skipped.push({ path, reason: 'The experiment has no such run.' });
      continue;
    }
    const parts: RunPart[] = [];
    for (const name of own.runs) {
      const at = `${path.slice(0, path.lastIndexOf('/') + 1)}${name}`;
      try {
        parts.push(await readPart(at, runFiles));
      } catch (error) {
        skipped.push({ path: at, reason: `${messageOf(error)} The result counts, but cannot be played.` });
      }
    }
    runs.push({ key, row: own.row, parts });
  }
  const wanted = wantedRuns(experiment, problems).map(({ identity }) => identity);
  const plan = planRuns(wanted, folder, { skipSolved: false, stopAtFirstGamma: false });
  const halfWritten = plan.filter(({ state }) => state.kind === 'half-written').length;
  return { imported: { experiment, problems, runs }, skipped, open: specs.size, halfWritten };
}

async function readDefinition(file: StoredFile): Promise<Pick<ImportedExperiment, 'experiment' | 'problems'>> {
  const json = readJsonText(await textOf(file));
  if (json.kind === 'no-json') throw new FileFault(`${EXPERIMENT_FILE} cannot be read: ${json.reason}.`);
  const parsed = v.safeParse(FileSchema, json.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new FileFault(`${EXPERIMENT_FILE}, ${v.getDotPath(issue) ?? 'file'}: ${issue.message}.`);
  }
  const problems = parsed.output.problems.map((input, i) => {
    const problem = parseProblem(input);
    if (problem.kind === 'problem') return problem.problem;
    const [issue] = problem.issues;
    throw new FileFault(
      `${EXPERIMENT_FILE}, problem ${i + 1}: ${issue?.field ?? 'it'} ${issue?.message ?? 'is wrong'}.`,
    );
  });
  return { experiment: parsed.output.experiment, problems };
}

async function readPart(path: string, files: FileTree): Promise<RunPart> {
  const file = files.get(path);
  if (file === undefined) throw new FileFault('The file of its events is missing.');
  const json = readJsonText(await textOf(file));
  if (json.kind === 'no-json') throw new FileFault(`The file of its events cannot be read: ${json.reason}.`);
  const { events } = await readRunFile(json.value);
  const started = events.find((event) => event.kind === 'run-started');
  return { agent: started?.kind === 'run-started' ? agentText(started.agent) : '', events };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
