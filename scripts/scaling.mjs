/**
 * npm run scaling -- --out DIR: the run of docs/scaling.md. Every (problem, agent) pair of a set against llama.cpp's own
 * server by `npm run eval`, which is killed (SIGKILL) after a quarter and after three quarters of the pairs, and the server
 * after half of them; then what is there is counted. A folder that has some pairs is completed without kills. `--problems SET`, `--workers N`, `--in-flight N`, `--slots N` and
 * `--agents LIST` are as in `npm run eval` and `npm run llama-server`.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runKey } from './lib/experiments.mjs';
import { llamaMachine } from './lib/llama-machine.mjs';
import { prepareLlama, startLlama } from './lib/llama-server.mjs';
import { textTable } from './lib/text-table.mjs';

const POLL_MS = 200;
/** How long the server stays away. */
const AWAY_MS = 20_000;
/** Eight agents that cost little. */
const AGENTS = 'ns2t0.7d2k1_ln,gamma=0|0.5|1|2,ns2t1d2k1_ln,gamma=0.5|1|2|3';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    problems: { type: 'string', default: 'free' },
    limit: { type: 'string' },
    agents: { type: 'string', default: AGENTS },
    workers: { type: 'string', default: '4' },
    'in-flight': { type: 'string', default: '8' },
    slots: { type: 'string', default: '8' },
  },
});
if (values.out === undefined) throw new Error('--out is missing: name a folder for the results.');
const out = path.resolve(values.out);
const rowsFile = path.join(out, 'results.jsonl');
const goesOn = existsSync(rowsFile);

const prepared = await withLlama();
const slots = Number(values.slots);
let server = await startLlama(prepared, { slots });
const port = Number(new URL(server.url).port);
console.log(`llama.cpp’s server (${server.package}), ${slots} slots, on ${server.url}`);

/** @type {string[][]} */
const table = [];
/** @type {readonly string[]} */
let before = [];
const started = performance.now();
try {
  const { total, status } = goesOn ? await goOn() : await withKills();
  note(`at the end (exit status ${status})`);
  const { rows, keys } = counts();
  console.log(
    `\n${textTable(['when', 'rows', 'pairs', 'with an error', 'earlier rows missing', 'minutes'], table, [
      'left',
      'right',
      'right',
      'right',
      'right',
      'right',
    ])}`,
  );
  const sum = (/** @type {'forwardedTokens' | 'sessionRuns'} */ unit) => rows.reduce((all, row) => all + row[unit], 0);
  console.log(
    `${keys} of ${total} pairs, ${rows.length} rows; ${sum('sessionRuns')} requests, ${sum('forwardedTokens')} tokens.`,
  );
  const whole = keys === total && rows.length === total && rows.every(({ error }) => error === null);
  console.log(whole ? 'Nothing is lost, nothing is there twice.' : 'THIS IS NOT WHAT SHOULD BE THERE.');
  process.exitCode = whole && status === 0 ? 0 : 1;
} finally {
  await server.close();
}

async function withLlama() {
  const found = await prepareLlama(llamaMachine(console.log));
  if ('absent' in found) throw new Error(`There can be no llama.cpp server here: ${found.absent}.`);
  return found;
}

async function withKills() {
  const first = startEval();
  const total = await first.total;
  await killedAt(first, Math.floor(total / 4), 'npm run eval', first.kill);
  const second = startEval();
  await killedAt(second, Math.floor(total / 2), 'llama.cpp’s server', async () => {
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
  });
  await new Promise((later) => setTimeout(later, AWAY_MS));
  note('20 s later, the server still away');
  server = await startLlama(prepared, { slots, port });
  await killedAt(second, Math.floor((3 * total) / 4), 'npm run eval', second.kill);
  return { total, status: await startEval().ended };
}

/** With what an earlier call left, and without kills. */
async function goOn() {
  note('found');
  const found = before.length;
  const last = startEval();
  return { total: found + (await last.total), status: await last.ended };
}

function startEval() {
  const args = ['--endpoint', server.url, '--prompt-style', 'built-in', '--strategies', 'egcfg', '--out', out];
  for (const name of /** @type {const} */ (['problems', 'limit', 'agents', 'workers', 'in-flight'])) {
    const value = values[name];
    if (value !== undefined) args.push(`--${name}`, value);
  }
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'eval.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
  });
  /** @type {Promise<number>} */
  const total = new Promise((resolve, reject) => {
    child.stdout.on('data', (part) => {
      process.stdout.write(part);
      const found = /^\d+\/(\d+) /m.exec(String(part))?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void ended.then((status) => reject(new Error(`npm run eval ended with ${status} before its first run.`)));
  });
  total.catch(() => undefined);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { ended, total, kill, isAlive: () => child.exitCode === null && child.signalCode === null };
}

/**
 * @param {ReturnType<typeof startEval>} running
 * @param {number} pairs
 * @param {string} what
 * @param {() => Promise<void>} kill
 */
async function killedAt(running, pairs, what, kill) {
  while (lines().length < pairs) {
    if (!running.isAlive()) throw new Error(`npm run eval ended by itself after ${lines().length} rows.`);
    await new Promise((later) => setTimeout(later, POLL_MS));
  }
  await kill();
  note(`${what} was killed`);
}

/** Complete lines; one that a kill has cut is none. */
function lines() {
  const text = existsSync(rowsFile) ? readFileSync(rowsFile, 'utf8') : '';
  return text.split('\n').slice(0, -1);
}

function counts() {
  /** @type {import('./lib/experiments.mjs').ResultRow[]} */
  const rows = lines().map((line) => JSON.parse(line));
  return { rows, keys: new Set(rows.map(runKey)).size };
}

/** @param {string} when */
function note(when) {
  const now = lines();
  const there = new Set(now);
  const missing = before.filter((line) => !there.has(line)).length;
  before = now;
  const { rows, keys } = counts();
  const failed = rows.filter(({ error }) => error !== null).length;
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  table.push([when, rows.length, keys, failed, missing, minutes].map(String));
  console.log(
    `-- ${when}: ${rows.length} rows of ${keys} pairs, ${failed} with an error, ${missing} earlier rows missing`,
  );
}
