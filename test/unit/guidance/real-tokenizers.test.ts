import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { expect, it } from 'vitest';
import { Continuation } from '../../../src/guidance/continuation';
import { codeIn, findCodeEnd, type StopRule } from '../../../src/guidance/line';
import { TextCodec } from '../../../workers/model/text-codec';
import { describeWithData } from '../needs';
import { ANSWERS, realPrograms } from './real-programs';

/** Each tokenizer reads every so many programs, each in another kind of answer. */
const EVERY = 6;

function ruleFor(name: string): StopRule {
  return { entryPoint: name, maxLines: 1000, maxTokens: 100_000 };
}

/** Line ends that a reader of the whole text sees; a \r at its end may become \r\n. */
function linesOf(text: string): number {
  return (
    text
      .replaceAll('\r\n', '\n')
      .replace(/\r(?!$)/g, '\n')
      .split('\n').length - 1
  );
}

/** Writes a text as the loop does: token by token, a call for each line. */
function writeLines(codec: TextCodec, text: string, name: string) {
  const code: number[] = [];
  const calls: number[][] = [];
  let line = new Continuation(codec, code, ruleFor(name), new Set());
  for (const id of codec.encode(text)) {
    if (line.end !== null) break;
    line.push(id);
    const before = codec.decode(code);
    if (line.end === null) expect(line.lines).toBe(linesOf(before + line.text) - linesOf(before));
    if (line.end === null && line.lines > 0) {
      calls.push([...line.ids]);
      code.push(...line.ids);
      line = new Continuation(codec, code, ruleFor(name), new Set());
    }
  }
  return { written: codec.decode([...code, ...line.ids]), calls, end: line.end };
}

describeWithData('lines and the program of an answer', (dataDir) => {
  const read = (file: string): unknown => JSON.parse(gunzipSync(readFileSync(join(dataDir, file))).toString());
  const programs = dataDir === '' ? [] : realPrograms(dataDir);
  const kinds = Object.entries(ANSWERS);

  it('has enough programs to say something', () => {
    expect(programs.length).toBeGreaterThan(500);
  });

  it.each(['qwen2.5-tokenizer.json.gz', 'deepseek-coder-tokenizer.json.gz'])(
    'token by token with %s',
    (file) => {
      const codec = new TextCodec(new PreTrainedTokenizer(Object(read(file)), {}));
      for (const [i, { name, code }] of programs.entries()) {
        if (i % EVERY !== 0) continue;
        const [kind = '', answer] = kinds[(i / EVERY) % kinds.length] ?? [];
        const { text, program, end } = answer?.(code) ?? { text: '', program: '', end: null };
        const run = writeLines(codec, text, name);
        expect([kind, name, run.end]).toEqual([kind, name, end]);
        expect([kind, codeIn(run.written, name)]).toEqual([kind, program]);
        // No call goes on behind the first line's end that it wrote.
        for (const ids of run.calls) {
          const before = codec.decode(ids.slice(0, -1));
          expect(linesOf(before.replace(/\r$/, ''))).toBe(0);
        }
      }
    },
    120_000,
  );

  it.each(kinds)(
    'what is found in the beginning of an answer stays found: %s',
    (_, answer) => {
      for (const { name, code } of programs.filter((_, i) => i % 60 === 0)) {
        const { text, program, end } = answer(code);
        const whole = findCodeEnd(text, ruleFor(name));
        expect(whole?.reason ?? null).toBe(end);
        expect(codeIn(text.slice(0, whole?.keep), name)).toBe(program);
        for (let length = 1; length < text.length; length++) {
          const part = findCodeEnd(text.slice(0, length), ruleFor(name));
          if (part !== null) expect(part).toEqual(whole);
        }
      }
    },
    60_000,
  );
});
