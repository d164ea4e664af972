/** Folders of results as downloads. Loaded when something is saved. */

import { configOf } from '../../experiments/definition';
import { resultRow } from '../../experiments/result-row';
import { strategyName } from '../../experiments/strategy-names';
import type { StoredFile } from '../../files/stored-file';
import { writeZip, type ZipProgress } from '../../files/zip-write';
import type { EventOf, RunEvent } from '../../guidance/events';
import { type ExperimentContent, experimentFiles } from '../../results/experiment-folder';
import { resultFiles } from '../../results/write-results';

type Files = AsyncIterable<readonly [path: string, file: StoredFile]>;

/** Data set of a problem of which no more is known. */
const NO_DATASET = 'playground';

/** One run of the screen as the folder that an experiment of it would be. */
export function runFolder(started: EventOf<'run-started'>, events: readonly RunEvent[], seconds: number): Files {
  const { problem, agent, strategy, model } = started;
  const name = strategyName(strategy, agent.gamma);
  const run = { problem: problem.id, strategy: name, gamma: agent.gamma, seed: agent.seed };
  const identity = { ...run, dataset: NO_DATASET, model: model.id, config: configOf(agent) };
  const row = resultRow(problem, run, events, Math.round(seconds * 1000) / 1000);
  return resultFiles([{ identity, problem, row, parts: [events] }], { root: 'results', withRuns: true });
}

/** An experiment as a zip from which it can go on anywhere. */
export function experimentZip(
  signal: AbortSignal,
  content: ExperimentContent,
  options: { readonly withRuns: boolean },
  onProgress?: (progress: ZipProgress) => void,
): Promise<Blob> {
  return zipBlob(signal, experimentFiles(content, options), onProgress);
}

/** Pieces go into the blob as they come: browsers keep large ones on the disk. */
export async function zipBlob(
  signal: AbortSignal,
  files: Files,
  onProgress?: (progress: ZipProgress) => void,
): Promise<Blob> {
  let blob = new Blob([], { type: 'application/zip' });
  let pieces: BlobPart[] = [];
  let waiting = 0;
  for await (const piece of writeZip(signal, files, onProgress)) {
    pieces.push(new Uint8Array(piece));
    waiting += piece.length;
    if (waiting < 2 ** 23) continue;
    blob = new Blob([blob, ...pieces], { type: 'application/zip' });
    pieces = [];
    waiting = 0;
  }
  return new Blob([blob, ...pieces], { type: 'application/zip' });
}
