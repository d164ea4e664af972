/** The link to what is on the screen: to the run at this moment, or to the problem and the settings as they stand. */
import { strategyName } from '../../experiments/strategy-names';
import { PROMPT_TYPES } from '../../guidance/agent';
import type { EventOf, RunEvent } from '../../guidance/events';
import type { PromptEdits } from '../../guidance/prompt';
import { PROMPT_TEMPLATES, TEMPLATE_PARTS } from '../../guidance/prompt-templates';
import { type LinkedProblem, type LinkedPrompts, type PlaygroundLink, weightsPrint } from '../../links/playground-link';
import { problemPrint } from '../../links/problem-print';
import { printOf } from '../../links/run-print';
import { draftOf, type ProblemDraft, sameDraft } from '../../playground/problem-draft';
import { ALL_BUNDLED } from '../../problems/bundled';
import type { Desk } from '../app/desk';

export type CurrentLink =
  | { readonly kind: 'link'; readonly link: PlaygroundLink }
  /** Only a file holds it. */
  | { readonly kind: 'impossible'; readonly reason: string };

export function linkToSettings({ problems, settings }: Desk): CurrentLink {
  const agent = settings.agent.value;
  const limits = settings.limits.values.value;
  if (agent === null || limits === null) {
    return { kind: 'impossible', reason: 'A setting has a value to correct first.' };
  }
  const problem = linkedProblem(problems.chosen.value.draft);
  return {
    kind: 'link',
    link: { problem, agent, limits, prompts: linkedPrompts(settings.prompts.edits.value), run: null },
  };
}

/** `moment`: so many of its events are shown. */
export function linkToRun(events: readonly RunEvent[], moment: number): CurrentLink {
  const started = events.find((event): event is EventOf<'run-started'> => event.kind === 'run-started');
  if (started === undefined) return { kind: 'impossible', reason: 'No run has begun yet.' };
  const { problem, agent, limits, prompt, model, plan = null } = started;
  const reason = whyNoLink(started);
  if (reason !== null) return { kind: 'impossible', reason };
  return {
    kind: 'link',
    link: {
      problem: linkedProblem(draftOf(problem)),
      agent,
      limits,
      prompts:
        prompt.edit === undefined || prompt.type === undefined ? {} : linkedPrompts({ [prompt.type]: prompt.edit }),
      run: {
        print: printOf(events),
        model: model.id,
        weights: weightsPrint(model.weightsSha256),
        device: model.device,
        plan,
        moment,
      },
    },
  };
}

function whyNoLink({ strategy, agent, forced, budget }: EventOf<'run-started'>): string | null {
  if (strategy.kind !== 'egcfg' || strategy.control !== undefined) {
    return `This run was made with the strategy ${strategyName(strategy, agent.gamma)}, which a link cannot start: save it as a file.`;
  }
  if (forced.length > 0) return 'This run begins with code that was given to it: save it as a file.';
  if (budget !== undefined) return 'This run had a budget, which a link cannot set: save it as a file.';
  return null;
}

function linkedProblem(draft: ProblemDraft): LinkedProblem {
  const original = ALL_BUNDLED.map(draftOf).find((one) => one.id === draft.id);
  if (original !== undefined && sameDraft(original, draft)) {
    return { kind: 'bundled', id: draft.id, print: problemPrint(draft) };
  }
  const { id: _, ...texts } = draft;
  return { kind: 'own', draft: texts };
}

function linkedPrompts(edits: PromptEdits): LinkedPrompts {
  const changed: Record<string, Record<string, string>> = {};
  for (const type of PROMPT_TYPES) {
    const template = edits[type];
    if (template === undefined) continue;
    const parts = TEMPLATE_PARTS.filter((part) => template[part] !== PROMPT_TEMPLATES[type][part]);
    if (parts.length > 0) changed[type] = Object.fromEntries(parts.map((part) => [part, template[part]]));
  }
  return changed;
}
