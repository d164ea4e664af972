/** Programs of the public sets, and answers around them as models write them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

export interface RealProgram {
  readonly name: string;
  readonly code: string;
}

const Mbpp = v.object({ code: v.string(), test_list: v.array(v.string()) });
const HumanEval = v.object({ prompt: v.string(), entry_point: v.string(), canonical_solution: v.string() });

/** Line ends as `\n`; programs whose function is the last thing in them, found without the code under test. */
export function realPrograms(dataDir: string): RealProgram[] {
  const mbpp = rows(dataDir, 'mbpp.test.jsonl.gz').map((row) => {
    const { code, test_list } = v.parse(Mbpp, row);
    return { name: /assert\s*\(*\s*(\w+)\s*\(/.exec(test_list[0] ?? '')?.[1] ?? '', code };
  });
  const humanEval = rows(dataDir, 'HumanEval.jsonl.gz').map((row) => {
    const { prompt, entry_point, canonical_solution } = v.parse(HumanEval, row);
    return { name: entry_point, code: prompt + canonical_solution };
  });
  return [...mbpp, ...humanEval]
    .map(({ name, code }) => ({ name, code: `${code.replace(/\r\n?/g, '\n').trimEnd()}\n` }))
    .filter(({ name, code }) => {
      const top = code.split('\n').filter((line) => /^[^\s#)\]}"']/.test(line));
      return top.at(-1)?.startsWith(`def ${name}(`) === true;
    });
}

function rows(dataDir: string, file: string): unknown[] {
  const text = gunzipSync(readFileSync(join(dataDir, file))).toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

export interface Answer {
  readonly text: string;
  /** The program in it. */
  readonly program: string;
  readonly end: 'fence' | 'dedent' | null;
}

const HELPERS = `import math
from functools import cache

LIMITS = [
1, 2,
]

class Box:
    """A box.

\`\`\`
not a fence
\`\`\`
"""
    def get(self):
        return self.value

@cache
def helper_of_it(a, \\
b=1):
# at column 0
    return a

async def waits():
    pass

`;

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const cr = (text: string) => text.replaceAll('\n', '\r');
const tabs = (text: string) => text.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4));

export const ANSWERS: Readonly<Record<string, (code: string) => Answer>> = {
  'code alone': (program) => ({ text: program, program, end: null }),
  'a fence with words around it': (program) => ({
    text: `Here is the function that you asked for:\n\n\`\`\`python\n${program}\`\`\`\n\nIt doesn't need more (see above).\n`,
    program,
    end: 'fence',
  }),
  'a fence in a text with \\r\\n': (code) => ({
    text: crlf(`Sure!\n\n\`\`\`python\n${code}\`\`\`\nThat is all.\n`),
    program: crlf(code),
    end: 'fence',
  }),
  'lines that end in \\r': (code) => ({ text: cr(`\`\`\`py\n${code}\`\`\`\nok\n`), program: cr(code), end: 'fence' }),
  'a fence of tildes': (program) => ({ text: `~~~python\n${program}~~~\nDone.\n`, program, end: 'fence' }),
  'a command first, imports and helpers above the function': (code) => ({
    text: `First install it:\n\`\`\`bash\npip install x\n\`\`\`\nThen:\n\`\`\`python\n${HELPERS}${code}\`\`\`\n`,
    program: HELPERS + code,
    end: 'fence',
  }),
  'tabs, in a fence without a word': (code) => ({
    text: `The code:\n\`\`\`\n${tabs(code)}\`\`\`\n`,
    program: tabs(code),
    end: 'fence',
  }),
  'words without a fence': (program) => ({
    text: `Sure, this does what you want.\n\n${program}\nThis function returns the result.\n`,
    program: `\n${program}\n`,
    end: 'dedent',
  }),
  'behind a fence that the prompt opened': (program) => ({ text: `${program}\`\`\`\nBye.\n`, program, end: 'fence' }),
};
