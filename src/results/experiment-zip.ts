/** An experiment out of a zip, whatever folder lies around it. */
import type { ImportedExperiment } from '../experiments/library';
import { FileFault, type StoredFile } from '../files/stored-file';
import { readZip } from '../files/zip-read';
import { EXPERIMENT_FILE, readExperiment } from './experiment-folder';
import { readResults } from './read-results';

/** What was left out is told file by file, so far. */
const MOST_TOLD = 5;

/** Rejects with a `FileFault` where there is no experiment in it; `problems` are sentences. */
export async function readExperimentZip(
  signal: AbortSignal,
  zip: StoredFile,
): Promise<{ readonly imported: ImportedExperiment; readonly problems: readonly string[] }> {
  const { files, skipped } = await readZip(zip);
  const found = [...files].find(([path]) => path === EXPERIMENT_FILE || path.endsWith(`/${EXPERIMENT_FILE}`));
  if (found === undefined) {
    throw new FileFault(
      `This zip has no ${EXPERIMENT_FILE}, so it is no experiment of this page. Drop it on the page to look at the ` +
        'results in it.',
    );
  }
  const [path, file] = found;
  const folder = await readResults(signal, new Map([...files].filter(([name]) => name !== path)));
  const read = await readExperiment(file, folder);
  const leftOut = [...skipped, ...folder.skipped, ...folder.unfinished, ...read.skipped];
  return {
    imported: read.imported,
    problems: leftOut.slice(0, MOST_TOLD).map((one) => `${one.path} is left out: ${one.reason}`),
  };
}
