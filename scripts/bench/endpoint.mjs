/**
 * One and the same kind of request, a stream that writes 12 tokens ahead with lists of 50, on llama.cpp's server with 1, 2, 4
 * and 8 of them at a time, and on the page's own engine in Node. What is told is processor time, which says the same on a
 * machine that is busy: Linux alone tells that of another process.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';
import { shareOut } from '../lib/experiments.mjs';
import { llamaMachine } from '../lib/llama-machine.mjs';
import { prepareLlama, startLlama } from '../lib/llama-server.mjs';
import { REPOSITORY } from '../lib/repository.mjs';
import { median, print, spread } from './figures.mjs';

const AT_A_TIME = [1, 2, 4, 8];
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const REQUESTS = 32;
const AHEAD = 12;
const TOP = 50;
/** Of a clock tick, by which Linux counts processor time. */
const TICK_MS = 10;

export async function benchEndpoint() {
  const prepared =
    process.platform === 'linux' ? await prepareLlama(llamaMachine(console.log)) : { absent: 'no Linux' };
  if ('absent' in prepared) {
    console.log(`endpoint is left out: ${prepared.absent}.`);
    return;
  }
  /** @type {Map<string, number[]>} */
  const found = new Map();
  const note = (/** @type {string} */ name, /** @type {number} */ ms) =>
    found.set(name, [...(found.get(name) ?? []), ms / REQUESTS]);
  const own = await ownEngine();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i] of AT_A_TIME.entries()) {
      const lanes = AT_A_TIME[(i + round) % AT_A_TIME.length] ?? 1;
      // A server of its own each time: nothing is remembered from the turn before.
      const server = await startLlama(prepared, { slots: Math.max(...AT_A_TIME) });
      try {
        await ask(server.url, prompt('warm', 0));
        const before = processorMs(server.pid);
        await shareOut(
          Array.from({ length: REQUESTS }, (_, n) => n),
          Array.from({ length: lanes }, () => server.url),
          (n, url) => ask(url, prompt('', n)),
          () => false,
        );
        note(`a request on llama.cpp’s server, ${lanes} at a time`, processorMs(server.pid) - before);
      } finally {
        await server.close();
      }
    }
    const before = process.cpuUsage();
    for (let n = 0; n < REQUESTS; n++) await own(prompt('', n));
    const { user, system } = process.cpuUsage(before);
    note('the same on the page’s own engine, one after the other', (user + system) / 1000);
  }
  const of = `${REQUESTS} requests of ${AHEAD} tokens behind a problem’s prompt; processor time`;
  for (const [name, ms] of found) print(name, median(ms), 'ms', `${of}; ${spread(ms, 'ms')}`);
}

const { problems, solutions } = readProblems();

/** Problems in turn, and in the second round of them with a line of code behind. */
function prompt(/** @type {string} */ mark, /** @type {number} */ n) {
  const at = n % problems.length;
  return `# Task\n${mark}${problems[at]}\n# Solution\n${solutions[at]}`;
}

function readProblems() {
  const file = path.join(REPOSITORY, 'src', 'problems', 'freely-worded.json');
  /** @type {{ statement: string, visibleTests: string[], solution: string }[]} */
  const rows = JSON.parse(readFileSync(file, 'utf8'));
  return {
    problems: rows.map(({ statement, visibleTests }) => `${statement}\n# Tests\n${visibleTests.join('\n')}`),
    solutions: rows.map(({ solution }) => `${solution.split('\n', 1)[0]}\n`),
  };
}

/** @param {number} pid */
function processorMs(pid) {
  // Behind the name, which may hold blanks, the fields from the third on; 14 and 15 are the times.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/**
 * @param {string} url
 * @param {string} text
 */
async function ask(url, text) {
  const { LLAMA_CPP } = await dialect;
  const { path: at, body } = LLAMA_CPP.complete('', {
    prompt: { kind: 'text', text },
    maxTokens: AHEAD,
    temperature: 0,
    topP: 1,
    seed: null,
    count: 1,
    stop: [],
    top: TOP,
    echo: 0,
    stream: false,
  });
  const response = await fetch(url + at, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`llama.cpp’s server says ${response.status}`);
  const [choice] = LLAMA_CPP.read(await response.json()).choices;
  if (choice === undefined || choice.tokens.length === 0) throw new Error('A completion came without lists');
}

/** @type {Promise<typeof import('../../src/endpoint/dialects/llama-cpp')>} */
const dialect = imported('src/endpoint/dialects/llama-cpp.ts');

/** What a test's server computes with the page's engine; its own types belong to another realm. */
async function ownEngine() {
  /** @typedef {{ encode: (text: string) => number[] }} Truth */
  /** @type {{ builtInTruth: () => Promise<{ model: Truth }> }} */
  const { builtInTruth } = await imported('test/endpoint/built-in-truth.ts');
  /** @type {{ complete: (model: Truth, asked: object) => Promise<{ tokens: unknown[] }> }} */
  const { complete } = await imported('test/endpoint/completion.ts');
  const { model } = await builtInTruth();
  return (/** @type {string} */ text) =>
    complete(model, {
      ids: model.encode(text),
      maxTokens: AHEAD,
      temperature: 0,
      topP: 1,
      seed: 1,
      index: 0,
      stop: [],
      top: TOP,
    });
}

/** @param {string} file */
async function imported(file) {
  return (await runnerImport(path.join(REPOSITORY, file))).module;
}
