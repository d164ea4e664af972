/**
 * How a problem is put to a model. The text falls into a head and a tail; the signal goes between them, so that both
 * streams share the head, and the tail opens the answer (paper, section 3.3: the signal stands just before it).
 */
import type { Problem } from '../problems/schema';
import type { PromptType } from './agent';
import type { ModelDescription } from './ports';
import { PROMPT_TEMPLATES, type PromptTemplate, TEMPLATE_PARTS } from './prompt-templates';
import { answerOpening, answerWords, promptTests } from './test-text';

export interface PromptText {
  /** Before the conversation; empty but in a chat. */
  readonly system: string;
  readonly head: string;
  readonly tail: string;
  /** What the prompt itself begins of the answer, behind the tail. */
  readonly answer: string;
  /**
   * How the model's answer has to begin, up to where its tokens cannot depend on what follows; may be empty. The tests
   * call the function by its name, so the name is no choice of the model's (the published code, too, puts it there).
   */
  readonly opening: string;
  /** Above the two blocks of the signal. */
  readonly wording: SignalWording;
}

export interface SignalWording {
  readonly candidates: string;
  readonly partial: string;
}

/** Templates that a visitor wrote in place of ours. */
export type PromptEdits = Readonly<Partial<Record<PromptType, PromptTemplate>>>;

/** The type that a run uses: the agent's, or the model's own, which is a chat where its template can be applied. */
export function promptTypeOf(
  chosen: PromptType | null,
  { promptStyle, chat }: Pick<ModelDescription, 'promptStyle' | 'chat'>,
): PromptType {
  return chosen ?? (promptStyle === 'instruct' && chat?.kind === 'template' ? 'chat' : promptStyle);
}

export function promptFor(type: PromptType, problem: Problem, edits: PromptEdits = {}): PromptText {
  const template = edits[type] ?? PROMPT_TEMPLATES[type];
  const fill = filling(marksOf(type, problem));
  return {
    system: fill(template.system),
    head: fill(template.head),
    tail: fill(template.tail),
    answer: fill(template.answer),
    // Other models may begin with imports.
    opening: type === 'built-in' ? answerOpening(problem) : '',
    wording: { candidates: fill(template.candidates), partial: fill(template.partial) },
  };
}

/** What may stand in a template in double braces. */
export const TEMPLATE_MARKS = {
  statement: 'the task',
  tests: 'the visible tests, one per line',
  function: 'the name of the function',
  kind: 'what is to be written: a function, or a whole program',
} as const;
export type TemplateMark = keyof typeof TEMPLATE_MARKS;

const MARK = /\{\{(\w+)\}\}/g;

function marksOf(type: PromptType, problem: Problem): Readonly<Record<TemplateMark, string>> {
  const statement = problem.statement.trim();
  return {
    // The built-in model was taught with statements of one paragraph.
    statement: type === 'built-in' ? statement.replace(/\s+/g, ' ') : statement,
    tests: promptTests(problem),
    function: problem.entryPoint ?? 'the program',
    kind: answerWords(problem),
  };
}

/** In one pass: braces in a problem's own text are its text. */
function filling(marks: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => text.replace(MARK, (whole, name: string) => marks[name] ?? whole);
}

/** What is wrong with a template, for the visitor who wrote it; null where it can be used. */
export function templateProblem(template: PromptTemplate): string | null {
  const before = `${template.head}\n${template.tail}`;
  if (!before.includes('{{statement}}')) return 'Keep {{statement}} in the head or the tail: the task enters there.';
  if (!before.includes('{{tests}}')) return 'Keep {{tests}} in the head or the tail: the model has to see the tests.';
  for (const part of TEMPLATE_PARTS) {
    for (const [whole, name = ''] of template[part].matchAll(MARK)) {
      if (!Object.hasOwn(TEMPLATE_MARKS, name)) {
        return `${whole} is not known. Use ${Object.keys(TEMPLATE_MARKS)
          .map((mark) => `{{${mark}}}`)
          .join(', ')}.`;
      }
    }
    if (template[part].length > MOST_TEMPLATE_CHARACTERS) return `At most ${MOST_TEMPLATE_CHARACTERS} characters fit.`;
  }
  return null;
}

const MOST_TEMPLATE_CHARACTERS = 20_000;
