/**
 * How a problem is put to a model. The text falls into a head and a tail; the signal goes between them, so that both
 * streams share the head, and the tail opens the answer (paper, section 3.3: the signal stands just before it).
 */
import type { Problem } from '../problems/schema';
import { assertNever } from './assert-never';
import type { PromptStyle } from './ports';
import { answerOpening, answerWords, promptTests } from './test-text';

export interface PromptText {
  readonly head: string;
  readonly tail: string;
  /**
   * How the answer has to begin, up to where its tokens cannot depend on what follows; may be empty. The tests call the
   * function by its name, so the name is no choice of the model's (the published code, too, puts it there).
   */
  readonly opening: string;
}

export function promptFor(style: PromptStyle, problem: Problem): PromptText {
  switch (style) {
    case 'built-in':
      return builtInPrompt(problem);
    case 'instruct':
      return instructPrompt(problem);
    default:
      return assertNever(style);
  }
}

/** The form that training/ teaches, byte for byte: the statement is one paragraph there. */
function builtInPrompt(problem: Problem): PromptText {
  const statement = problem.statement.replace(/\s+/g, ' ').trim();
  return {
    head: `# Task\n${statement}\n# Tests\n${promptTests(problem)}\n`,
    tail: '# Solution\n',
    opening: answerOpening(problem),
  };
}

function instructPrompt(problem: Problem): PromptText {
  return {
    head: [
      '### Instruction:',
      `Write ${answerWords(problem)} for the task below. Answer with one fenced block of Python and nothing else.`,
      'Write small steps: one operation per line, each result in a variable of its own.',
      '',
      problem.statement.trim(),
      '',
      'It must pass these tests:',
      promptTests(problem),
      '',
    ].join('\n'),
    tail: '### Response:\n```python\n',
    // Such a model may begin with imports.
    opening: '',
  };
}
