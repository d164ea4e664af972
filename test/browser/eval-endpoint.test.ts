/**
 * `npm run eval` on a model behind an endpoint: the page asks the server itself, several runs at a time; a server that goes
 * away costs no run, and neither key nor address is in anything that is written.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../endpoint/server';
import { tableModel } from '../endpoint/table-model';

const KEY = 'sk-not-for-anyone-4711';
const EVAL = resolve(import.meta.dirname, '../../scripts/eval.mjs');
const PROBLEMS = ['first', 'second', 'third'].map((id) => ({
  id,
  title: id,
  level: 1,
  statement: 'Write a function to add five to each number of a list and return the list.',
  entryPoint: 'add_five',
  visibleTests: ['assert add_five([1, 2]) == [6, 7]'],
  hiddenTests: [],
}));

let folder: string;
const servers: TestServer[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eval-'));
  writeFileSync(join(folder, 'problems.json'), JSON.stringify(PROBLEMS));
});
afterAll(async () => {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true });
});

async function serve(port = 0): Promise<TestServer> {
  const server = await startTestServer({ model: tableModel(), kind: 'openai', key: KEY, port });
  servers.push(server);
  return server;
}

/** `onText` hears of everything that is printed so far. */
async function evaluate(args: string[], onText: (said: string) => void = () => {}, key = KEY) {
  const child = spawn(process.execPath, [EVAL, '--out', join(folder, 'out'), ...args], {
    env: { ...process.env, ENDPOINT_KEY: key },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += part;
      onText(said);
    });
  }
  const status = await new Promise((ended) => child.once('close', ended));
  return { status, said };
}

const options = (url: string) => [
  ...['--endpoint', url, '--key-env', 'ENDPOINT_KEY', '--problems', join(folder, 'problems.json')],
  ...['--strategies', 'greedy,egcfg', '--gammas', '1.5', '--set', 'candidates=2', '--set', 'horizonLines=1'],
  ...['--workers', '2', '--wait', '120'],
];
const rows = () =>
  readFileSync(join(folder, 'out', 'results.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('an evaluation on an endpoint', () => {
  it('waits for a server that goes away, and has every pair once', async () => {
    const first = await serve();
    const { port } = new URL(first.url);
    let wasClosed = false;
    let isBack = false;
    const { status, said } = await evaluate(options(first.url), (text) => {
      if (!wasClosed && /^1\/6 /m.test(text)) {
        wasClosed = true;
        void first.close();
      }
      if (!isBack && text.includes('Waiting for the server')) {
        isBack = true;
        void serve(Number(port));
      }
    });
    expect(status, said).toBe(0);
    expect(isBack).toBe(true);
    expect(said).toMatch(/\d+ requests \(\d+ made again\)/);
    expect(new Set(rows().map(({ problem, strategy }) => `${problem} ${strategy}`)).size).toBe(6);
    expect(rows()).toHaveLength(6);
    expect(rows().every(({ error, weightsSha256 }) => error === null && weightsSha256.startsWith('endpoint-'))).toBe(
      true,
    );
  });

  it('says what is wrong with a key, makes no row of it, and repeats it nowhere', async () => {
    const [, again] = servers;
    const before = rows();
    const { status, said } = await evaluate(options(again?.url ?? ''), undefined, 'sk-wrong-0815');
    expect(status).toBe(1);
    expect(said).toContain('refused the key');
    expect(said).not.toContain('sk-wrong-0815');
    expect(rows()).toEqual(before);
  });

  it('writes neither key nor address', () => {
    const written = readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(written.length).toBeGreaterThan(8);
    for (const { parentPath, name } of written) {
      const text = readFileSync(join(parentPath, name), 'utf8');
      expect(text.includes(KEY) || text.includes('127.0.0.1'), name).toBe(false);
    }
    expect(readFileSync(join(folder, 'out', 'settings.json'), 'utf8')).toContain('"server": "openai"');
  });
});
