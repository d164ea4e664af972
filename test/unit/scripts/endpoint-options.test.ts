import { describe, expect, it } from 'vitest';
import { evalOptions, shownCommand } from '../../../scripts/lib/eval-options.mjs';

const KEY = 'sk-not-for-anyone-4711';
const given = (line: string, env: NodeJS.ProcessEnv = {}) => evalOptions(line.split(' '), env).endpoint;

describe('--endpoint', () => {
  it('is a model of the page’s own where it is not there', () => {
    expect(given('--out o')).toBeNull();
  });

  it('takes what a visitor can set on the screen', () => {
    expect(given('--out o --endpoint localhost:8080/v1')).toEqual({
      origin: 'http://localhost:8080',
      waitMs: 300_000,
      options: {
        address: 'localhost:8080/v1',
        key: null,
        kind: null,
        model: null,
        top: null,
        missing: 'bounded',
        promptStyle: 'instruct',
        inFlight: 4,
      },
    });
    const line =
      '--out o --endpoint https://host/some --dialect llama.cpp --key-env K --endpoint-model m --prompt-style built-in ' +
      '--top 20 --missing zero --in-flight 8 --wait 5';
    expect(given(line, { K: ` ${KEY} ` })).toMatchObject({
      origin: 'https://host',
      waitMs: 5000,
      options: {
        key: KEY,
        kind: 'llama.cpp',
        model: 'm',
        promptStyle: 'built-in',
        top: 20,
        missing: 'zero',
        inFlight: 8,
      },
    });
  });

  it.each([
    ['--endpoint http://10.0.0.5:8000', /ssh -L/],
    ['--endpoint http://user:secret@localhost', /the key has its own field/],
    ['--endpoint localhost:1 --dialect ollama', /none of fireworks, vllm/],
    ['--endpoint localhost:1 --in-flight 0', /whole number from 1 to 256/],
    ['--endpoint localhost:1 --plan drafts,16', /--plan is of a model in the page/],
    ['--endpoint localhost:1 --model somewhere', /--model is of a model in the page/],
    ['--dialect vllm', /--dialect goes with --endpoint/],
    ['--key-env K', /--key-env goes with --endpoint/],
  ])('%s is refused with a reason', (line, words) => {
    expect(() => given(`--out o ${line}`)).toThrow(words);
  });

  it('does not repeat what was typed in place of a variable’s name', () => {
    const asking = () => given(`--out o --endpoint localhost:1 --key-env ${KEY}`);
    expect(asking).toThrow(/takes a name, not a key/);
    expect(asking).not.toThrow(KEY);
  });

  it('is not named in the command that a folder keeps', () => {
    const shown = shownCommand(['--out', 'o', '--endpoint', 'https://host.example/x', '--key-env', 'K']);
    expect(shown).toBe('npm run eval -- --out o --endpoint URL --key-env K');
    expect(shownCommand(['--endpoint=https://host.example/x'])).not.toContain('host.example');
  });
});
