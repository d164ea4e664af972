/**
 * Where results lie: `RESULTS/DATASET[__ExecEval]/MODEL/CONFIG/task_id=ID_gamma=G.json` as the published code has it, the
 * solved tasks of a model in `MODEL/solved_tasks/ID.json`, and our run of a result beside it under `run_` and its name,
 * which the published tools pass over.
 */

import { fileNameOf } from '../files/safe-path';
import { DEFAULT_AGENT } from '../guidance/agent';
import type { RunIdentity } from './run-identity';

export type ResultPlace =
  | {
      readonly kind: 'result' | 'run';
      readonly dataset: string;
      readonly execEval: boolean;
      readonly model: string;
      /** Of our strategies the name stands before the config string, with `__` between. */
      readonly config: string;
      readonly problem: string;
      readonly gamma: number;
    }
  | { readonly kind: 'solved'; readonly dataset: string; readonly model: string; readonly problem: string };

const EXEC_EVAL = '__ExecEval';
const SOLVED = 'solved_tasks';
/** File systems take 255 bytes; a config string that says everything is longer. */
const MOST_FOLDER_CHARACTERS = 200;

/** What a path in the layout says; what the path is too short to say is ''. Null for any other path. */
export function readResultPath(path: string): ResultPlace | null {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const [, run, problem, gamma] = /^(run_)?task_id=(.*)_gamma=([^_]*)(?:_[^/]*)?\.json$/.exec(name) ?? [];
  if (problem !== undefined && gamma !== undefined) {
    const strength = Number(gamma);
    if (gamma === '' || !Number.isFinite(strength)) return null;
    const [folder = '', model = '', config = ''] = [parts.at(-4), parts.at(-3), parts.at(-2)];
    return {
      kind: run === undefined ? 'result' : 'run',
      dataset: datasetOf(folder),
      execEval: folder.endsWith(EXEC_EVAL),
      model,
      config,
      problem,
      gamma: strength,
    };
  }
  if (parts.at(-2) !== SOLVED) return null;
  return {
    kind: 'solved',
    dataset: datasetOf(parts.at(-4) ?? ''),
    model: parts.at(-3) ?? '',
    problem: name.replace(/\.json$/, ''),
  };
}

function datasetOf(folder: string): string {
  return folder.endsWith(EXEC_EVAL) ? folder.slice(0, -EXEC_EVAL.length) : folder;
}

/** Results that an ExecEval server judged lie in a folder of their own, as the published code has it. */
export type Judge = 'execeval' | undefined;

export function resultPath(root: string, run: RunIdentity, judge?: Judge): string {
  const file = `task_id=${fileNameOf(run.problem)}_gamma=${pythonFloat(run.gamma)}.json`;
  return joined(modelFolder(root, run, judge), configFolder(run), file);
}

/** Of the n-th agent of a run of several; the first has no number. */
export function runPath(path: string, agent: number): string {
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at).replace(/\.json$/, '');
  return `${path.slice(0, at)}run_${name}${agent === 0 ? '' : `_agent=${agent + 1}`}.json`;
}

export function solvedPath(
  root: string,
  run: Pick<RunIdentity, 'dataset' | 'model' | 'problem'>,
  judge?: Judge,
): string {
  return joined(modelFolder(root, run, judge), SOLVED, `${fileNameOf(run.problem)}.json`);
}

/** The folder of all that shares everything but problem and strength. */
export function configFolder({ strategy, config, seed }: RunIdentity): string {
  const guided = strategy === 'egcfg' || strategy === 'greedy';
  const seeded = seed === DEFAULT_AGENT.seed ? config : `${config},seed=${seed}`;
  return shortened(fileNameOf(`${guided ? '' : `${strategy}__`}${seeded}`, Number.POSITIVE_INFINITY));
}

/** As Python writes a float, which is how the published code names its files: 1 is `1.0`. */
export function pythonFloat(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function modelFolder(root: string, { dataset, model }: Pick<RunIdentity, 'dataset' | 'model'>, judge: Judge): string {
  const folder = `${fileNameOf(dataset === '' ? 'problems' : dataset)}${judge === 'execeval' ? EXEC_EVAL : ''}`;
  return joined(root, folder, fileNameOf(model === '' ? 'model' : model));
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

function shortened(name: string): string {
  if (name.length <= MOST_FOLDER_CHARACTERS) return name;
  return `${name.slice(0, MOST_FOLDER_CHARACTERS - 9)}~${textHash(name)}`;
}

/** FNV-1a, 32 bits, in 8 hexadecimal digits: names apart two texts that a file name makes one. */
export function textHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
