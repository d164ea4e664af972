/** From what a link says to its text, or to word that it is too long for one. */
import type { ProblemDraft } from '../playground/problem-draft';
import { writeLinkText } from './link-text';
import { agentToLink, limitsToLink } from './linked-settings';
import type { LinkedProblem, LinkedRun, LinkV1, PlaygroundLink } from './playground-link';

/** What chat programs take in one message (Discord: 2,000). */
export const MOST_LINK_CHARACTERS = 2_000;

export interface WrittenLink {
  /** The whole address. */
  readonly address: string;
  readonly fits: boolean;
}

/** `base` is the page's address without its hash. */
export function writeLink(base: string, link: PlaygroundLink): WrittenLink {
  const address = `${base.replace(/#.*$/s, '')}#/playground/${writeLinkText(linkContent(link))}`;
  return { address, fits: address.length <= MOST_LINK_CHARACTERS };
}

/** What the link holds, as plain data: also the content of the file that stands in for a link which is too long. */
export function linkContent({ problem, agent, limits, prompts, run }: PlaygroundLink): unknown {
  const agentPart = agentToLink(agent);
  const limitsPart = limitsToLink(limits);
  return {
    problem: problemPart(problem),
    ...(agentPart === null ? {} : { agent: agentPart }),
    ...(limitsPart === null ? {} : { limits: limitsPart }),
    ...(Object.keys(prompts).length === 0 ? {} : { prompts }),
    ...(run === null ? {} : { run: runPart(run) }),
  };
}

function problemPart(problem: LinkedProblem): unknown {
  if (problem.kind === 'bundled') return { id: problem.id, print: problem.print };
  const { kind, title, level, statement, entryPoint, visibleTests, hiddenTests, setup, packages } = problem.draft;
  const texts: Partial<ProblemDraft> = { title, statement, entryPoint, visibleTests, hiddenTests, setup };
  return {
    ...(kind === undefined ? {} : { kind }),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
    ...(level === 1 ? {} : { level }),
    ...(packages === undefined ? {} : { packages }),
  };
}

function runPart({ print, model, weights, device, plan, moment }: LinkedRun): LinkV1['run'] {
  return {
    tokens: print.tokens,
    lines: print.lines,
    events: print.events,
    moment,
    model,
    weights,
    device,
    ...(plan === null ? {} : { plan }),
  };
}
