/** Prompts in the visitor's own wording: kept as typed, used once they can be. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import * as v from 'valibot';
import { PROMPT_TYPES, type PromptType } from '../guidance/agent';
import { type PromptEdits, templateProblem } from '../guidance/prompt';
import { PROMPT_TEMPLATES, type PromptTemplate } from '../guidance/prompt-templates';

const Template = v.object({
  system: v.string(),
  head: v.string(),
  tail: v.string(),
  answer: v.string(),
  candidates: v.string(),
  partial: v.string(),
});

export const PromptDraftsSchema = v.partial(
  v.object({ 'built-in': Template, instruct: Template, 'long-code': Template, chat: Template }),
);
type Drafts = v.InferOutput<typeof PromptDraftsSchema>;

export interface PromptDrafts {
  /** Those that differ from ours. */
  readonly drafts: ReadonlySignal<Drafts>;
  /** Those of them that can be used; a run is given these. */
  readonly edits: ReadonlySignal<PromptEdits>;
  /** As it is typed, or ours. */
  template(type: PromptType): PromptTemplate;
  /** What is wrong with it, in words for beside it. */
  problem(type: PromptType): string | null;
  edit(type: PromptType, part: keyof PromptTemplate, text: string): void;
  reset(type: PromptType): void;
}

export function createPromptDrafts(stored: Drafts): PromptDrafts {
  const drafts = signal<Drafts>(stored);
  const without = (type: PromptType): Drafts => ({ ...drafts.value, [type]: undefined });
  const template = (type: PromptType) => drafts.value[type] ?? PROMPT_TEMPLATES[type];
  return {
    drafts,
    edits: computed(() => {
      const usable: { [T in PromptType]?: PromptTemplate } = {};
      for (const type of PROMPT_TYPES) {
        const draft = drafts.value[type];
        if (draft !== undefined && templateProblem(draft) === null) usable[type] = draft;
      }
      return usable;
    }),
    template,
    problem: (type) => templateProblem(template(type)),
    edit(type, part, text) {
      const next = { ...template(type), [part]: text };
      const ours = PROMPT_TEMPLATES[type];
      const same = Object.entries(ours).every(([name, own]) =>
        Object.entries(next).some(([n, t]) => n === name && t === own),
      );
      drafts.value = same ? without(type) : { ...drafts.value, [type]: next };
    },
    reset(type) {
      drafts.value = without(type);
    },
  };
}
