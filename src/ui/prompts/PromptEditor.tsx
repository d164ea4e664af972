import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { PROMPT_TYPES, type PromptType } from '../../guidance/agent';
import { promptFor, promptTypeOf, TEMPLATE_MARKS } from '../../guidance/prompt';
import type { PromptTemplate, TEMPLATE_PARTS } from '../../guidance/prompt-templates';
import type { Desk } from '../app/desk';
import { PROMPT_TYPE_NAMES } from '../controls/setting-texts';
import { Fold } from '../shared/Fold';
import { counted } from '../shared/numbers';

const PART_TEXTS: Readonly<Record<keyof PromptTemplate, { readonly label: string; readonly help: string }>> = {
  system: { label: 'Before everything', help: 'In a chat the system message.' },
  head: { label: 'Head', help: 'Read by both streams, up to the signal.' },
  partial: { label: 'Signal: above what the code so far did', help: 'Only with the partial-execution signal.' },
  candidates: {
    label: 'Signal: above what the candidates did',
    help: 'The signal stands here, between head and tail.',
  },
  tail: { label: 'Tail', help: 'Read by both streams, from the signal to the answer.' },
  answer: { label: 'Beginning of the answer', help: 'In a chat the beginning of the model’s own turn.' },
};

/** In the order in which the model reads them. */
const READING_ORDER = [
  'system',
  'head',
  'partial',
  'candidates',
  'tail',
  'answer',
] as const satisfies (typeof TEMPLATE_PARTS)[number][];

/** The wording of a prompt type, to be changed for the next run. */
export function PromptEditor({ desk }: { desk: Desk }) {
  const { prompts, choices } = desk.settings;
  const picked = useSignal<PromptType | null>(null);
  const type = useComputed((): PromptType => {
    const model = desk.playground.model.value;
    const description = model.kind === 'ready' ? model.description : { promptStyle: 'built-in' as const };
    return picked.value ?? promptTypeOf(choices.promptType.value, description);
  });
  const sizes = useTokenCounts(desk, () => type.value);
  const problem = prompts.problem(type.value);
  const edited = prompts.drafts.value[type.value] !== undefined;
  return (
    <Fold
      class="prompt-editor"
      open={problem !== null}
      summary={`Edit the wording${edited ? ' (changed: the next run uses yours)' : ''}`}
    >
      <div class="prompt-editor-body">
        <label class="prompt-type">
          Prompt type{' '}
          <select
            value={type.value}
            onChange={(event) => {
              picked.value = PROMPT_TYPES[event.currentTarget.selectedIndex] ?? null;
            }}
          >
            {PROMPT_TYPES.map((each) => (
              <option key={each} value={each}>
                {PROMPT_TYPE_NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        <p class="hint">
          For each problem are filled in:{' '}
          {Object.entries(TEMPLATE_MARKS)
            .map(([mark, what]) => `{{${mark}}} (${what})`)
            .join(', ')}
          . A changed prompt is kept in this browser and named in every run that is made with it.
        </p>
        {READING_ORDER.map((part) => (
          <PromptPartField
            key={part}
            part={part}
            text={prompts.template(type.value)[part]}
            tokens={sizes.value?.[part] ?? null}
            wrong={problem !== null}
            onText={(text) => prompts.edit(type.value, part, text)}
          />
        ))}
        <p class="message" id="prompt-problem" role="status">
          {problem !== null && `${problem} Until then the original wording is used.`}
        </p>
        <button type="button" class="quiet" disabled={!edited} onClick={() => prompts.reset(type.value)}>
          Back to the original wording
        </button>
      </div>
    </Fold>
  );
}

interface PromptPartFieldProps {
  readonly part: keyof PromptTemplate;
  readonly text: string;
  readonly tokens: number | null;
  readonly wrong: boolean;
  readonly onText: (text: string) => void;
}

function PromptPartField({ part, text, tokens, wrong, onText }: PromptPartFieldProps) {
  const { label, help } = PART_TEXTS[part];
  const id = `prompt-${part}`;
  return (
    <div class="prompt-part">
      <label for={id}>{label}</label>
      {tokens !== null && <span class="hint prompt-part-size">{counted(tokens, 'token')} with this problem</span>}
      <textarea
        id={id}
        rows={Math.min(14, text.split('\n').length)}
        spellcheck={false}
        value={text}
        aria-describedby={`${id}-help prompt-problem`}
        aria-invalid={wrong && (part === 'head' || part === 'tail')}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}

type Sizes = Readonly<Record<keyof PromptTemplate, number>>;

/** Of the filled-in parts, by the model's own tokenizer; null while there is no model or no usable problem. */
function useTokenCounts(desk: Desk, type: () => PromptType) {
  const sizes = useSignal<Sizes | null>(null);
  useSignalEffect(() => {
    const { playground, settings, checked } = desk;
    const problem = checked.value;
    const ready = playground.model.value.kind === 'ready';
    const template = settings.prompts.template(type());
    if (problem.kind !== 'problem' || !ready) {
      sizes.value = null;
      return;
    }
    let wanted = true;
    const { wording, ...parts } = promptFor(type(), problem.problem, { [type()]: template });
    const texts = READING_ORDER.map((part) =>
      part === 'partial' || part === 'candidates' ? wording[part] : parts[part],
    );
    // Not at every keystroke: the tokenizer shares its thread with the model.
    const timer = setTimeout(() => {
      void playground.countTokens(texts).then(
        (counts) => {
          if (wanted && counts !== null) sizes.value = sizesOf(counts);
        },
        () => {
          if (wanted) sizes.value = null;
        },
      );
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  });
  return sizes;
}

function sizesOf(counts: readonly number[]): Sizes {
  const [system = 0, head = 0, partial = 0, candidates = 0, tail = 0, answer = 0] = counts;
  return { system, head, partial, candidates, tail, answer };
}
