/** Files are told by what is in them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { recognise, recogniseHead } from '../../../src/files/recognise';
import { fromText, inMemory } from '../../../src/files/stored-file';
import { zipBytes } from '../../../src/files/zip-write';
import { describeWithData } from '../needs';

const kind = (text: string, name = 'file') => recognise(name, fromText(text));

describe('a file is recognised', () => {
  it.each([
    ['agent-list', '["ns3t0.75d5k1_lci_ln", "nonsense"]'],
    ['agent-list', '# agents\nns3t0.75d5k1_ln,seed=3\np_tok\n'],
    ['agent-grid', '{"t": [0.7], # comment\n "s": [3], "prompt_type": ["long_code"]}'],
    ['agent-grid', '{"t": 0.7}'],
    ['session', '{"gammas": [0, 1]}'],
    ['session', '{"model_name": "x", "colour": "red"}'],
    ['session', '{"random_seed": 3}'],
    ['run', '{"format": 1, "events": [{"kind": "run-started"'],
    ['result', '{"code": "x", "results": {}, "passed": true}'],
    ['problems', '{"task_id": 2, "text": "t", "code": "c", "test_list": []}\n{"task_id": 3}'],
    ['problems', '{"task_id": "HumanEval/0", "prompt": "def f():", "entry_point": "f"}'],
    ['problems', '[{"id": "a", "visibleTests": []}]'],
    ['problems', '{"problems": []}'],
    ['unknown', '{"__proto__": 1, "constructor": 2}'],
    ['unknown', 'a letter to my aunt'],
    ['unknown', '\u0000\u0001\u0002'],
    ['empty', ' \n'],
    ['empty', ''],
  ])('as %s: %s', async (expected, text) => {
    expect(await kind(text)).toBe(expected);
  });

  it('by its place in the published layout where nothing is in it', async () => {
    expect(await kind('', 'r/mbpp/m/ns2t0.75d2_ln/task_id=395_gamma=1.0.json')).toBe('result');
    expect(await kind('', 'r/mbpp/m/solved_tasks/395')).toBe('result');
  });

  it('as a zip or gzip by its first bytes', async () => {
    expect(await recognise('x', inMemory(await zipBytes([['a', fromText('b')]])))).toBe('zip');
    expect(await recognise('x', inMemory(gzipSync(new TextEncoder().encode('{"task_id": 1, "test_list": []}'))))).toBe(
      'problems',
    );
    expect(recogniseHead('x', Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2), true)).toBe('unknown');
  });

  it('from the start of a large one', () => {
    const text = `{"format": 1, "events": [${'{"kind": "token-chosen", "text": "{[\\""},'.repeat(5000)}`;
    expect(recogniseHead('x', new TextEncoder().encode(text.slice(0, 64 * 1024)), false)).toBe('run');
  });
});

describeWithData('public data sets are problems', (dataDir) => {
  it.each([
    'mbpp.test.jsonl.gz',
    'HumanEval.jsonl.gz',
    'HumanEval_ET.jsonl.gz',
    'MBPP_ET.sample40.jsonl.gz',
    'CodeContests.functional150.jsonl.gz',
    'APPS.selected150.stdio.jsonl.gz',
  ])('%s', async (name) => {
    expect(await recognise('x', inMemory(readFileSync(path.join(dataDir, name))))).toBe('problems');
  });
});
