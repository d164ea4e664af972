/**
 * llama.cpp's own server with the built-in model in it, for tests and figures: its package in a Python environment of this
 * repository, the weights as GGUF, and a process that ends with ours.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from './repository.mjs';

const FOLDER = path.join(REPOSITORY, 'out', 'llama-cpp');
const REQUIREMENTS = path.join(REPOSITORY, 'training', 'requirements-llama-cpp.txt');
const PYTHONS = ['python3', 'python'];
const CAN_BUILD = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
const START_TIMEOUT_MS = 120_000;

/**
 * What the preparation needs of the machine; tests put a made-up one in its place.
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {(program: string, args: readonly string[]) => Promise<number>} run exit status, what it prints is seen
 * @property {(program: string, args: readonly string[]) => Promise<number>} tries exit status, what it prints is not
 * @property {(line: string) => void} say
 */

/**
 * @typedef {object} Prepared
 * @property {string} python of the environment
 * @property {string} gguf the built-in model's file
 */

/**
 * Installs what is missing and converts the weights that are there now.
 * @param {Machine} machine
 * @param {string} [folder]
 * @returns {Promise<Prepared | { absent: string }>} `absent` says in one line why there can be no server, and what to do
 */
export async function prepareLlama({ platform, run, tries, say }, folder = FOLDER) {
  const windows = platform === 'win32';
  const venv = path.join(folder, 'venv');
  const python = path.join(venv, ...(windows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const stamp = path.join(folder, 'installed.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const base = await firstOf(PYTHONS, async (name) => (await tries(name, ['-c', CAN_BUILD])) === 0);
    if (base === null) {
      return { absent: 'no Python 3.10 or newer with venv and pip: install it (Debian: python3 and python3-venv)' };
    }
    say('Installing llama.cpp’s server and the converter with pip, about 60 MB, once.');
    mkdirSync(folder, { recursive: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    if (
      (await run(base, ['-m', 'venv', venv])) !== 0 ||
      (await run(python, [...pip, '--requirement', REQUIREMENTS])) !== 0
    ) {
      return {
        absent:
          'pip could not install training/requirements-llama-cpp.txt (its words stand above): it needs the package index, ' +
          'and wheels for this system. Or name a running server with the built-in model in LLAMA_SERVER_URL',
      };
    }
    writeFileSync(stamp, wanted);
  }
  const gguf = path.join(folder, 'tiny-coder.gguf');
  const converted = await run(python, [path.join(REPOSITORY, 'training', 'export_gguf.py'), '--out', gguf]);
  if (converted !== 0) throw new Error('The built-in model could not be converted to GGUF; the reason stands above.');
  return { python, gguf };
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(one: T) => Promise<boolean>} fits
 */
async function firstOf(all, fits) {
  for (const one of all) if (await fits(one)) return one;
  return null;
}

/**
 * @param {Prepared} prepared
 * @param {{ slots?: number, threads?: number, port?: number }} [options] port 0 takes a free one
 * @returns {Promise<{ url: string, package: string, pid: number, close: () => Promise<void>, ended: Promise<number | null> }>}
 */
export async function startLlama({ python, gguf }, { slots = 4, threads = 1, port = 0 } = {}) {
  const script = path.join(REPOSITORY, 'training', 'serve_gguf.py');
  const options = ['--slots', slots, '--threads', threads, '--port', port].map(String);
  // Its standard input ends with this process, and it with that.
  const child = spawn(python, [script, gguf, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  /** @type {string[]} */
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > 30) log.shift();
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(1));
  });
  const said = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"url"')) resolve(JSON.parse(line));
    });
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, START_TIMEOUT_MS, 'late');
  });
  const first = await Promise.race([said, ended.then(() => 'ended'), late]);
  clearTimeout(timer);
  if (typeof first === 'string') {
    child.kill('SIGKILL');
    throw new Error(`llama.cpp’s server did not start. Its last words:\n${log.join('\n')}`);
  }
  const close = async () => {
    child.stdin.end();
    await ended;
  };
  return { ...first, pid: child.pid, close, ended };
}
