/** Looks for a run among those that come with the page. */
import type { RunEvent } from '../../guidance/events';
import type { PlaygroundLink } from '../../links/playground-link';
import { printOf } from '../../links/run-print';
import { parseRecordedIndex } from '../../runs/recorded-index';
import { fetchRecording } from '../app/recording';

/** null where the link's run is none of them. */
export async function recordedRun({ problem, agent, run }: PlaygroundLink): Promise<readonly RunEvent[] | null> {
  if (problem.kind !== 'bundled' || run === null) return null;
  for (const file of await recordedFiles(problem.id, agent.gamma, agent.seed)) {
    const events = await fetchRecording(new URL(`runs/${file}`, document.baseURI).href);
    if (events !== null && printOf(events).tokens === run.print.tokens) return events;
  }
  return null;
}

async function recordedFiles(problemId: string, gamma: number, seed: number): Promise<readonly string[]> {
  try {
    const response = await fetch(new URL('runs/index.json', document.baseURI));
    const index = response.ok ? parseRecordedIndex(await response.json()) : null;
    return (index?.runs ?? [])
      .filter((entry) => entry.problem.id === problemId && entry.gamma === gamma && entry.seed === seed)
      .map(({ file }) => file);
  } catch {
    // Without the list the run can still be made again.
    return [];
  }
}
