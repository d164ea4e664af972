/** Runs as a folder of results: the published files, the solved tasks, and our run files beside them. */

import { fromText, type StoredFile } from '../files/stored-file';
import { EVENT_FORMAT } from '../guidance/events';
import { writeResult } from './published-result';
import { type FinishedRun, resultOfRun } from './result-of-run';
import { type Judge, resultPath, runPath, solvedPath, textHash } from './result-paths';
import { identityKey, type RunIdentity } from './run-identity';

export interface WriteOptions {
  /** Folders above the data set, as a session file's `results_dir` has them; '' for none. */
  readonly root: string;
  /** With every event, so that the run can be played again; several times the size. */
  readonly withRuns: boolean;
}

export interface ResultWriter {
  /** Files of a run; none for one that was written already. */
  files(run: FinishedRun): readonly (readonly [path: string, file: StoredFile])[];
  /** Keeps the place of a run that was written before. */
  reserve(identity: RunIdentity, judge: Judge): void;
}

export function resultWriter({ root, withRuns }: WriteOptions): ResultWriter {
  const keyAt = new Map<string, string>();
  const solved = new Set<string>();
  return {
    files(run) {
      const path = freePath(resultPath(root, run.identity, run.row.judgedBy), identityKey(run.identity), keyAt);
      if (path === null) return [];
      const parts = withRuns ? run.parts.filter((events) => events.length > 0) : [];
      const runFiles = parts.map((_, agent) => runPath(path, agent));
      const names = runFiles.map((one) => one.slice(one.lastIndexOf('/') + 1));
      const text = writeResult(resultOfRun(run, names));
      const files: [string, StoredFile][] = [[path, fromText(text)]];
      for (const [agent, events] of parts.entries()) {
        const runFile = runFiles[agent];
        if (runFile !== undefined)
          files.push([runFile, fromText(`${JSON.stringify({ format: EVENT_FORMAT, events })}\n`)]);
      }
      const task = solvedPath(root, run.identity, run.row.judgedBy);
      if (run.row.solved && !solved.has(task)) {
        solved.add(task);
        files.push([task, fromText(text)]);
      }
      return files;
    },
    reserve(identity, judge) {
      freePath(resultPath(root, identity, judge), identityKey(identity), keyAt);
    },
  };
}

/** One run after the other, so that thousands are never in memory together. The same runs give the same files. */
export async function* resultFiles(
  runs: Iterable<FinishedRun> | AsyncIterable<FinishedRun>,
  options: WriteOptions,
): AsyncGenerator<readonly [path: string, file: StoredFile]> {
  const writer = resultWriter(options);
  for await (const run of runs) yield* writer.files(run);
}

/**
 * Two problems whose names a file name makes one get a path each; the same run twice is written once. Null for a run
 * that is there already.
 */
function freePath(path: string, key: string, keyAt: Map<string, string>): string | null {
  const taken = keyAt.get(path);
  if (taken === key) return null;
  const own = taken === undefined ? path : path.replace(/_gamma=/, `~${textHash(key)}_gamma=`);
  if (keyAt.has(own)) return null;
  keyAt.set(own, key);
  return own;
}
