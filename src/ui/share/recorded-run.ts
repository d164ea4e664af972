/** Looks for a run among those that come with the page. */
import type { RunEvent } from '../../guidance/events';
import type { PlaygroundLink } from '../../links/playground-link';
import { printOf } from '../../links/run-print';
import type { Recordings } from '../recordings/recordings';

/** null where the link's run is none of them. */
export async function recordedRun(
  recordings: Recordings,
  { problem, agent, run }: PlaygroundLink,
): Promise<readonly RunEvent[] | null> {
  if (problem.kind !== 'bundled' || run === null) return null;
  await recordings.fetchIndex();
  const index = recordings.index.peek();
  if (index.kind !== 'here') return null;
  const possible = index.value.runs.filter(
    (entry) => entry.problem.id === problem.id && entry.gamma === agent.gamma && entry.seed === agent.seed,
  );
  for (const { role } of possible) {
    const events = await recordings.fetchRun(role);
    if (events !== null && printOf(events).tokens === run.print.tokens) return events;
  }
  return null;
}
