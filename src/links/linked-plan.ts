/** Whether a run is the one of a link, and how the device is then used, so that events come out as they were. */
import type { EventOf } from '../guidance/events';
import type { DecodePlan, ModelDescription } from '../guidance/ports';
import { draftOf } from '../playground/problem-draft';
import { type LinkedProblem, type PlaygroundLink, weightsPrint } from './playground-link';
import { problemPrint } from './problem-print';

type Asked = Pick<EventOf<'run-started'>, 'problem' | 'agent' | 'limits'>;

export function isLinked(link: PlaygroundLink, { problem, agent, limits }: Asked): boolean {
  return (
    printOfLinked(link.problem) === problemPrint(draftOf(problem)) &&
    sameFields(link.agent, agent) &&
    sameFields(link.limits, limits)
  );
}

/** null where the run is another, or another model or device makes it. */
export function linkedPlan(link: PlaygroundLink, asked: Asked, model: ModelDescription): DecodePlan | null {
  const { run } = link;
  if (run === null || !isLinked(link, asked)) return null;
  const sameEngine =
    run.model === model.id && run.weights === weightsPrint(model.weightsSha256) && run.device === model.device;
  return sameEngine ? run.plan : null;
}

export function printOfLinked(problem: LinkedProblem): string {
  return problem.kind === 'bundled' ? problem.print : problemPrint(problem.draft);
}

function sameFields<T extends object>(a: T, b: T): boolean {
  const others = new Map(Object.entries(b));
  return Object.entries(a).every(([name, value]) => others.get(name) === value);
}
