import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { expect, it } from 'vitest';
import { TextCodec } from '../../../workers/model/text-codec';
import { describeWithData } from '../needs';

const TEXTS = [
  'def f(x):\n    return x ** 2  # naïve\n',
  '<|im_end|> and <|endoftext|> and <tool_call> in a problem',
  '\t\tif a != b:\r\n\n\n        pass',
  '東京 → Zürich 🙂',
  '   ',
];

describeWithData('the tokenizer of Qwen2.5-Coder', (dataDir) => {
  it('reads special tokens in a text as plain text and gives every text back', () => {
    const json: unknown = JSON.parse(gunzipSync(readFileSync(join(dataDir, 'qwen2.5-tokenizer.json.gz'))).toString());
    const config: unknown = JSON.parse(readFileSync(join(dataDir, 'qwen2.5-tokenizer_config.json'), 'utf8'));
    const tokenizer = new PreTrainedTokenizer(Object(json), Object(config));
    const codec = new TextCodec(tokenizer);
    const firstSpecial = 151_643;
    for (const text of TEXTS) {
      const ids = codec.encode(text);
      expect(Math.max(...ids)).toBeLessThan(firstSpecial);
      expect(codec.decode(ids)).toBe(text);
    }
    // Line detection reads a continuation apart from the code before it.
    const ids = codec.encode(TEXTS[0] ?? '');
    expect(codec.decode(ids.slice(0, 5)) + codec.decode(ids.slice(5))).toBe(TEXTS[0]);
    expect(codec.textOf(firstSpecial)).toBe('<|endoftext|>');
    // The vocabulary of the network is larger than that of the tokenizer.
    expect(codec.textOf(151_900)).toBe('');
  });
});
