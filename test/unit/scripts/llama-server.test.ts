import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareLlama } from '../../../scripts/lib/llama-server.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'llama-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Programs whose command holds one of these words fail. */
async function prepareWithout(...failing: string[]) {
  const ran: string[] = [];
  const said: string[] = [];
  const run = async (program: string, args: readonly string[]) => {
    const command = [path.basename(program), ...args].join(' ');
    ran.push(command);
    return failing.some((word) => command.includes(word)) ? 1 : 0;
  };
  const prepared = await prepareLlama(
    { platform: 'linux', run, tries: run, say: (line) => said.push(line) },
    folder,
  ).catch((error: Error) => error.message);
  return { prepared, ran, said };
}

describe('preparing llama.cpp’s server', () => {
  it('installs what is pinned once, and converts the weights each time', async () => {
    const first = await prepareWithout();
    expect(first.prepared).toMatchObject({ gguf: path.join(folder, 'tiny-coder.gguf') });
    expect(first.ran.filter((command) => command.includes('pip install'))).toHaveLength(1);
    expect(first.said).toHaveLength(1);
    const again = await prepareWithout();
    expect(again.prepared).toEqual(first.prepared);
    expect(again.ran).toHaveLength(1);
    expect(again.ran[0]).toContain('export_gguf.py');
    writeFileSync(path.join(folder, 'installed.txt'), 'gguf==0.1.0\n');
    expect((await prepareWithout()).ran.some((command) => command.includes('pip install'))).toBe(true);
    expect(readFileSync(path.join(folder, 'installed.txt'), 'utf8')).toContain('xllamacpp==');
  });

  it('says in one line what is missing, and counts nothing as installed', async () => {
    expect((await prepareWithout('import venv', 'ensurepip')).prepared).toEqual({
      absent: expect.stringMatching(/^no Python 3\.10 or newer .*: install it/),
    });
    expect((await prepareWithout('pip install')).prepared).toEqual({
      absent: expect.stringContaining('LLAMA_SERVER_URL'),
    });
    expect((await prepareWithout()).ran.some((command) => command.includes('pip install'))).toBe(true);
  });

  it('fails where the weights cannot be converted', async () => {
    expect((await prepareWithout('export_gguf')).prepared).toContain('could not be converted');
  });
});
