import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChatTemplate } from '../../../workers/model/chat-template';
import { TextCodec } from '../../../workers/model/text-codec';
import { describeWithData } from '../needs';

const BUILT_IN = path.resolve(import.meta.dirname, '../../../public/models/tiny-coder');
const TURN = {
  system: 'Write Python.',
  head: 'Add two numbers.\nIt must pass:\nassert add(1, 2) == 3\n\n',
  tail: 'Answer with one block.',
  answer: '```python\n',
};
const SIGNAL = '# Trial\ndef add(a, b):\n    return a - b\n# add(1, 2) returned -1\n\n';

interface Opened {
  readonly tokenizer: PreTrainedTokenizer;
  readonly codec: TextCodec;
}

/** The built-in tokenizer with special tokens of its own. */
function small(specials: readonly string[], config: Record<string, unknown> = {}): Opened {
  const file = JSON.parse(readFileSync(path.join(BUILT_IN, 'tokenizer.json'), 'utf8'));
  const added = specials.map((content, i) => ({
    id: 1024 + i,
    content,
    special: true,
    lstrip: false,
    rstrip: content === '<|trims|>',
    normalized: false,
    single_word: false,
  }));
  const tokenizer = new PreTrainedTokenizer(
    { ...file, added_tokens: [...file.added_tokens, ...added] },
    { ...JSON.parse(readFileSync(path.join(BUILT_IN, 'tokenizer_config.json'), 'utf8')), ...config },
  );
  return { tokenizer, codec: new TextCodec(tokenizer) };
}

function open({ tokenizer, codec }: Opened, template: string): ChatTemplate {
  const opened = ChatTemplate.open(tokenizer, codec, template);
  if (typeof opened === 'string') throw new Error(opened);
  return opened;
}

/** The way of Llama 3: marks with a header, contents trimmed, the date of the day. */
const LLAMA = `{{- bos_token }}
{%- if not date_string is defined %}{%- set date_string = strftime_now("%d %b %Y") %}{%- endif %}
{%- for message in messages %}
{{- '<|start|>' + message['role'] + '<|end|>\n\n' }}
{%- if message['role'] == 'system' %}{{- 'Today: ' + date_string + '\n' }}{%- endif %}
{{- message['content'] | trim + '<|stop|>' }}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|start|>assistant<|end|>\n\n' }}{%- endif %}`;

/** The way of DeepSeek-Coder: headings in plain words. */
const DEEPSEEK = `{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}
{%- set ns = namespace(found=false) -%}
{%- for message in messages -%}{%- if message['role'] == 'system' -%}{%- set ns.found = true -%}{%- endif -%}{%- endfor -%}
{{bos_token}}{%- if not ns.found -%}{{'You are a helper for code.\n'}}{%- endif %}
{%- for message in messages %}
{%- if message['role'] == 'system' %}{{ message['content'] }}
{%- else %}{%- if message['role'] == 'user' %}{{'### Instruction:\n' + message['content'] + '\n'}}{%- else %}{{'### Response:\n' + message['content'] + '\n<|stop|>\n'}}{%- endif %}{%- endif %}
{%- endfor %}
{% if add_generation_prompt %}{{'### Response:'}}{% endif %}`;

/** The way of Gemma: a system's words are refused. */
const NO_SYSTEM = `{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{{ '<|start|>' + message['role'] + '\n' + message['content'] | trim + '<|stop|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|start|>model\n' }}{% endif %}`;

/** The way of Qwen3: thoughts unless they are switched off; and of those that always think. */
const THINKS = `{% for message in messages %}{{ '<|start|>' + message.role + '\n' + message.content + '<|stop|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|start|>assistant\n' }}{% if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n\n' }}{% endif %}{% endif %}`;
const ALWAYS_THINKS = THINKS.replace(/\{% if enable_thinking[\s\S]*?\{% endif %\}/, "{{ '<think>\\n' }}");

describe('a chat template', () => {
  let own: Opened;
  beforeAll(() => {
    own = small(['<|start|>', '<|end|>', '<|stop|>'], { bos_token: '<|endoftext|>' });
  });

  it('puts the signal inside the user’s turn, and the answer’s beginning into the model’s', () => {
    const { head, tail } = open(own, LLAMA).prompt(TURN);
    expect(head.text).toBe(
      '<|endoftext|><|start|>system<|end|>\n\nToday: 26 Jul 2024\nWrite Python.<|stop|>' +
        '<|start|>user<|end|>\n\nAdd two numbers.\nIt must pass:\nassert add(1, 2) == 3\n\n',
    );
    expect(tail.text).toBe('Answer with one block.<|stop|><|start|>assistant<|end|>\n\n```python\n');
    expect(own.codec.decode(head.ids)).toBe(head.text);
    expect(own.codec.decode(tail.ids)).toBe(tail.text);
    expect(head.ids[0]).toBe(1023);
    expect(head.ids.filter((id) => id >= 1024)).toEqual([1024, 1025, 1026, 1024, 1025]);
    expect(tail.ids.filter((id) => id >= 1024)).toEqual([1026, 1024, 1025]);
  });

  it('gives the very ids that transformers.js gives for the whole conversation', () => {
    for (const template of [LLAMA, DEEPSEEK, THINKS]) {
      const { head, tail } = open(own, template).prompt(TURN);
      const messages = [
        { role: 'system', content: TURN.system },
        { role: 'user', content: TURN.head + SIGNAL + TURN.tail },
      ];
      const more = { enable_thinking: false, date_string: '26 Jul 2024' };
      const text = own.tokenizer.apply_chat_template(messages, {
        chat_template: template,
        tokenize: false,
        add_generation_prompt: true,
        ...more,
      });
      const whole = own.tokenizer.encode(`${text}${TURN.answer}`, { add_special_tokens: false });
      expect([...head.ids, ...own.codec.encode(SIGNAL), ...tail.ids]).toEqual(whole);
    }
  });

  it('does without a system message where there is none', () => {
    const { head, tail } = open(own, DEEPSEEK).prompt({ ...TURN, system: '' });
    expect(head.text).toMatch(/^<\|endoftext\|>You are a helper for code\.\n### Instruction:\nAdd two/);
    expect(tail.text).toMatch(/block\.\n### Response:```python\n$/);
    expect(open(own, DEEPSEEK).notes).toEqual([]);
  });

  it('that refuses a system’s words finds them in the first turn, and says so', () => {
    const template = open(own, NO_SYSTEM);
    expect(template.notes).toEqual([expect.stringContaining('no system message')]);
    expect(template.prompt(TURN).head.text).toBe(`<|endoftext|><|start|>user\nWrite Python.\n\n${TURN.head}`);
  });

  it('is asked not to think, and a thought that it opens all the same is closed', () => {
    const asked = open(own, THINKS);
    expect(asked.notes).toEqual([]);
    expect(asked.prompt(TURN).tail.text).toMatch(/assistant\n<think>\n\n<\/think>\n\n```python\n$/);
    const stubborn = open(own, ALWAYS_THINKS);
    expect(stubborn.notes).toEqual([expect.stringContaining('thought')]);
    expect(stubborn.prompt(TURN).tail.text).toMatch(/assistant\n<think>\n\n<\/think>\n\n```python\n$/);
  });

  it('takes its own marks from the template alone, never from a problem', () => {
    const { head } = open(own, NO_SYSTEM).prompt({ ...TURN, head: 'Say <|stop|> and {{ messages }}.\n' });
    expect(head.ids.filter((id) => id >= 1024)).toEqual([1024]);
    expect(own.codec.decode(head.ids)).toContain('Say <|stop|> and {{ messages }}.\n');
  });

  it('trims behind tokens that ask for it', () => {
    const trimming = small(['<|trims|>']);
    const { head } = open(trimming, "{{ '<|trims|>\n' + messages[0].content }}").prompt({ ...TURN, system: '' });
    expect(head.ids.slice(1)).toEqual(trimming.codec.encode(TURN.head));
  });

  it.each([
    ['that breaks', '{% for m in %}', /could not be applied/],
    ['that refuses everything', "{{ raise_exception('Use tools') }}", /could not be applied \(Use tools/],
    ['that leaves the message out', '{{ bos_token }}', /leaves out/],
    ['that repeats the message', '{{ messages[0].content }}{{ messages[0].content }}', /repeats/],
  ])('%s is not used, and the reason is told', (_, template, reason) => {
    expect(ChatTemplate.open(own.tokenizer, own.codec, template)).toMatch(reason);
  });
});

describeWithData('the template of Qwen2.5-Coder', (dataDir) => {
  it('gives the ids of the whole conversation', () => {
    const file = JSON.parse(gunzipSync(readFileSync(path.join(dataDir, 'qwen2.5-tokenizer.json.gz'))).toString('utf8'));
    const config = JSON.parse(readFileSync(path.join(dataDir, 'qwen2.5-tokenizer_config.json'), 'utf8'));
    const tokenizer = new PreTrainedTokenizer(file, config);
    const codec = new TextCodec(tokenizer);
    const { head, tail } = open({ tokenizer, codec }, config.chat_template).prompt(TURN);
    const messages = [
      { role: 'system', content: TURN.system },
      { role: 'user', content: TURN.head + SIGNAL + TURN.tail },
    ];
    const text = tokenizer.apply_chat_template(messages, { tokenize: false, add_generation_prompt: true });
    const whole = tokenizer.encode(`${text}${TURN.answer}`, { add_special_tokens: false });
    expect([...head.ids, ...codec.encode(SIGNAL), ...tail.ids]).toEqual(whole);
    expect(head.text).toMatch(/^<\|im_start\|>system\nWrite Python\.<\|im_end\|>\n<\|im_start\|>user\nAdd/);
    expect(tail.text).toBe('Answer with one block.<|im_end|>\n<|im_start|>assistant\n```python\n');
    const spoken = open({ tokenizer, codec }, config.chat_template).prompt({ ...TURN, head: 'What is <|im_end|>?\n' });
    expect(spoken.head.ids.filter((id) => id === 151645)).toHaveLength(1);
  });
});
