import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT, PROMPT_TYPES } from '../../../src/guidance/agent';
import { encodePrompt } from '../../../src/guidance/encode-prompt';
import type { ChatTurn, LanguageModel } from '../../../src/guidance/ports';
import { promptFor, promptTypeOf, templateProblem } from '../../../src/guidance/prompt';
import { PROMPT_TEMPLATES } from '../../../src/guidance/prompt-templates';
import type { Problem } from '../../../src/problems/schema';
import { toyModel } from './toy-language';

const NEVER = new AbortController().signal;
const problem: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Add  {{tests}}\nup.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1 ', 'assert f(2) == 2'],
  hiddenTests: ['assert f(3) == 3'],
  setup: '',
};

describe('prompt types', () => {
  it.each(PROMPT_TYPES)('%s shows the task and the visible tests once, the hidden ones never', (type) => {
    const { head, tail, answer, wording } = promptFor(type, problem);
    const all = head + tail + answer + wording.candidates + wording.partial;
    expect(all.split('assert f(2) == 2')).toHaveLength(2);
    expect(all).not.toContain('f(3)');
    // Braces in a problem's own text are its text.
    expect(all).toMatch(/Add\s+\{\{tests\}\}\s+up\./);
    expect(all.replace('{{tests}}', '')).not.toContain('{{');
    expect(templateProblem(PROMPT_TEMPLATES[type])).toBeNull();
  });

  it('are of our own wording', () => {
    for (const type of PROMPT_TYPES) {
      const text = Object.values(PROMPT_TEMPLATES[type]).join('\n');
      expect(text).not.toMatch(/Runtime Behavior|incremental execution|as many lines as possible|You are an AI/i);
    }
  });

  it("are the model's own where none is chosen", () => {
    const template = { kind: 'template', notes: [] } as const;
    expect(promptTypeOf(null, { promptStyle: 'built-in' })).toBe('built-in');
    expect(promptTypeOf(null, { promptStyle: 'instruct' })).toBe('instruct');
    expect(promptTypeOf(null, { promptStyle: 'instruct', chat: template })).toBe('chat');
    expect(promptTypeOf('long-code', { promptStyle: 'instruct', chat: template })).toBe('long-code');
  });
});

describe('a prompt of the visitor', () => {
  const ours = PROMPT_TEMPLATES.instruct;

  it.each([
    [{ ...ours, head: 'Write {{kind}}. {{tests}}' }, 'Keep {{statement}}'],
    [{ ...ours, head: '{{statement}}' }, 'Keep {{tests}}'],
    [{ ...ours, tail: '{{statment}}' }, '{{statment}} is not known'],
    [{ ...ours, tail: 'x'.repeat(30_000) }, 'At most'],
  ])('is refused with a sentence: %#', (template, message) => {
    expect(templateProblem(template)).toContain(message);
  });

  it('may have the task in its tail', () => {
    expect(templateProblem({ ...ours, head: 'Hello.', tail: '{{statement}} {{tests}}' })).toBeNull();
  });
});

describe('a chat', () => {
  const chatting = (turns: ChatTurn[]): LanguageModel => ({
    ...toyModel([]).model,
    chatPrompt: async (_, turn) => {
      turns.push(turn);
      return { head: { text: `<u>${turn.head}`, ids: [1, 2] }, tail: { text: `${turn.tail}<a>`, ids: [3] } };
    },
  });

  it("is put through the model's own template", async () => {
    const turns: ChatTurn[] = [];
    const input = { model: chatting(turns), problem, agent: { ...DEFAULT_AGENT, promptType: 'chat' as const } };
    const prompt = await encodePrompt(NEVER, input);
    expect(turns[0]?.system).toBe(PROMPT_TEMPLATES.chat.system);
    expect(turns[0]?.answer).toBe('```python\n');
    expect([prompt.head.ids, prompt.tail.ids]).toEqual([[1, 2], [3]]);
    expect(prompt.type).toBe('chat');
  });

  it('of a model without one is a failure that says what to do', async () => {
    const input = { model: toyModel([]).model, problem, agent: { ...DEFAULT_AGENT, promptType: 'chat' as const } };
    await expect(encodePrompt(NEVER, input)).rejects.toMatchObject({
      failure: { code: 'bad-problem', advice: expect.stringContaining('few-shot instruct') },
    });
  });
});
