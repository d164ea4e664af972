/** Experiments to and from zips, in the page. */
import type { Experiment } from '../../experiments/definition';
import type { ExperimentLibrary } from '../../experiments/library';
import { fromBlob } from '../../files/stored-file';
import { readExperimentZip } from '../../results/experiment-zip';
import { experimentZip } from '../files/save-results';
import { fileName, saveFile } from '../shared/save-file';

export async function exportExperiment(library: ExperimentLibrary, experiment: Experiment): Promise<void> {
  const content = await library.content(experiment);
  const zip = await experimentZip(new AbortController().signal, content, { withRuns: true });
  saveFile(fileName(experiment.name, 'zip'), zip, 'application/zip');
}

export async function importExperiment(file: Blob) {
  return readExperimentZip(new AbortController().signal, fromBlob(file));
}
