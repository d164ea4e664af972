/**
 * A folder of results, from a disk, a drop or a zip, ours and the published kind. A file that cannot be used costs that
 * one result: it is listed with its reason, and the others are read.
 */

import { breather } from '../files/breather';
import { readJsonText } from '../files/json-text';
import {
  FileFault,
  type FileTree,
  MOST_FILE_BYTES,
  type SkippedFile,
  type StoredFile,
  textOf,
} from '../files/stored-file';
import { isStub, type PublishedResult, readResult } from './published-result';
import { type ResultPlace, readResultPath } from './result-paths';
import type { RunIdentity } from './run-identity';

export interface StoredResult {
  readonly path: string;
  readonly identity: RunIdentity;
  readonly result: PublishedResult;
}

/** Reserved or written by half: to be done again. */
export interface UnfinishedResult extends SkippedFile {
  readonly identity: RunIdentity;
}

export interface SolvedTask {
  readonly dataset: string;
  readonly model: string;
  readonly problem: string;
  /** The file says itself what it is about; else its path does, with names as folders have them. */
  readonly own: boolean;
}

export interface ResultsFolder {
  readonly results: readonly StoredResult[];
  /** Results that say only that another agent had solved the problem. */
  readonly stubs: readonly StoredResult[];
  readonly unfinished: readonly UnfinishedResult[];
  readonly solved: readonly SolvedTask[];
  /** Runs with all their events, read when they are looked at (`parseRunFile`). */
  readonly runs: ReadonlyMap<string, StoredFile>;
  /** Damaged, wrong, double or not part of the layout. */
  readonly skipped: readonly SkippedFile[];
  /** Results with fields that nobody has documented: read, and the fields kept. */
  readonly notes: readonly SkippedFile[];
}

/** Files that are read at the same time. */
const AT_ONCE = 16;

export async function readResults(
  signal: AbortSignal,
  tree: FileTree,
  onProgress: (read: number) => void = () => {},
): Promise<ResultsFolder> {
  const found = {
    results: new Map<string, StoredResult>(),
    stubs: [] as StoredResult[],
    unfinished: [] as UnfinishedResult[],
    solved: [] as SolvedTask[],
    runs: new Map<string, StoredFile>(),
    skipped: [] as SkippedFile[],
    notes: [] as SkippedFile[],
  };
  const read = async ([path, file]: readonly [string, StoredFile]) => {
    const place = readResultPath(path);
    if (place === null) found.skipped.push({ path, reason: 'It has no place in a folder of results.' });
    else if (place.kind === 'solved') await readSolved(path, place, file, found);
    else if (place.kind === 'run') found.runs.set(path, file);
    else await readOne(path, place, file, found);
  };
  const breathe = breather();
  const files = [...tree].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let at = 0; at < files.length; at += AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(files.slice(at, at + AT_ONCE).map(read));
    onProgress(Math.min(at + AT_ONCE, files.length));
    await breathe();
  }
  // Reading side by side must not decide the order.
  const byPath = <T extends { readonly path: string }>(list: Iterable<T>) =>
    [...list].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    ...found,
    results: byPath(found.results.values()),
    stubs: byPath(found.stubs),
    unfinished: byPath(found.unfinished),
    skipped: byPath(found.skipped),
    notes: byPath(found.notes),
  };
}

type SolvedPlace = Extract<ResultPlace, { kind: 'solved' }>;
type RunPlace = Exclude<ResultPlace, { kind: 'solved' }>;

interface Found {
  readonly results: Map<string, StoredResult>;
  readonly stubs: StoredResult[];
  readonly unfinished: UnfinishedResult[];
  readonly solved: SolvedTask[];
  readonly skipped: SkippedFile[];
  readonly notes: SkippedFile[];
}

/** Any object will do: the published code has written a whole result, and before that strength and seed alone. */
async function readSolved(path: string, place: SolvedPlace, file: StoredFile, found: Found): Promise<void> {
  const skip = (reason: string) =>
    found.skipped.push({ path, reason: `${reason} The problem does not count as solved.` });
  try {
    const text = await textOf(file);
    const json = readJsonText(text);
    if (json.kind === 'no-json') skip(`${capital(json.reason)}.`);
    else if (typeof json.value !== 'object' || json.value === null) skip('It holds no object.');
    else {
      const read = readResult(text);
      const own = read.kind === 'result' ? read.result.playground : undefined;
      const { dataset, model, problem } = place;
      if (own === undefined) found.solved.push({ dataset, model, problem, own: false });
      else found.solved.push({ dataset: own.dataset, model: own.model, problem: own.row.problem, own: true });
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    skip(error.message);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function readOne(path: string, place: RunPlace, file: StoredFile, found: Found): Promise<void> {
  try {
    const read = readResult(await textOf(file, MOST_FILE_BYTES));
    if (read.kind === 'wrong') found.skipped.push({ path, reason: read.reason });
    else if (read.kind === 'unfinished')
      found.unfinished.push({ path, reason: read.reason, identity: identityAt(place, null) });
    else {
      const stored = { path, identity: identityAt(place, read.result), result: read.result };
      if (isStub(read.result)) found.stubs.push(stored);
      else found.results.set(path, stored);
      if (read.unknownFields.length > 0) {
        found.notes.push({ path, reason: `It has fields that are not known: ${read.unknownFields.join(', ')}.` });
      }
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    // What lies damaged in a zip cannot be told from what was never finished: it is done again.
    found.unfinished.push({ path, reason: error.message, identity: identityAt(place, null) });
  }
}

/** Our own files say who they are; of others path and seed tell. */
function identityAt(place: RunPlace, result: PublishedResult | null): RunIdentity {
  const own = result?.playground;
  if (own !== undefined) {
    const { dataset, model, strategy, config, seed, row } = own;
    return {
      dataset,
      model,
      strategy,
      config,
      seed,
      problem: row.problem,
      gamma: row.gamma,
    };
  }
  const { dataset, model, problem, gamma, config } = place;
  const { name, text, seed } = folderParts(config);
  return {
    dataset,
    model,
    problem,
    strategy: name ?? (gamma === 0 ? 'greedy' : 'egcfg'),
    config: text,
    gamma,
    seed: result?.random_seed ?? seed ?? 1,
  };
}

/** `best-of-10__ns3t0.75d5k1_ln,seed=7` taken apart. */
function folderParts(folder: string) {
  const [, name = null, rest = ''] = /^(?:([a-z][a-z0-9-]*)__)?(.*)$/s.exec(folder) ?? [];
  const [, config = rest, seed] = /^(.*),seed=(\d+)$/s.exec(rest) ?? [];
  return { name, text: config, seed: seed === undefined ? null : Number(seed) };
}
