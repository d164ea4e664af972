/** From starting the server to the end of the first line under guidance, as a visitor meets it. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from '../lib/browser.mjs';
import { DIST, REPOSITORY } from '../lib/repository.mjs';
import { median, print, spread } from './figures.mjs';

const ROUNDS = 3;
const PORT = 4713;

/** @param {string} chromium its executable */
export async function benchFirstLine(chromium) {
  rmSync(DIST, { recursive: true, force: true });
  print(
    'npm start to first guided line, build included',
    await firstGuidedLine(chromium),
    'ms',
    'a clone without a build',
  );
  const again = [];
  for (let round = 0; round < ROUNDS; round++) again.push(await firstGuidedLine(chromium));
  print('npm start to first guided line, built before', median(again), 'ms', spread(again, 'ms'));
}

/**
 * @param {string} chromium
 * @returns {Promise<number>} milliseconds
 */
async function firstGuidedLine(chromium) {
  const began = performance.now();
  const server = spawn(process.execPath, [path.join(REPOSITORY, 'scripts', 'start.mjs'), '--port', String(PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage();
    await page.goto(await addressOf(server));
    await page.evaluate(async () => {
      const { playground } = window;
      if (playground === undefined) throw new Error('The page has no automation surface.');
      const [problem] = await playground.bundledProblems();
      const seed = 4242;
      const finished = playground.run({ problem, agent: { seed } });
      // The recording plays until the run starts; its seed is another.
      const guidedLineEnded = () => {
        const events = playground.events();
        const guided = new Set(events.flatMap((e) => (e.kind === 'line-started' && e.guided ? [e.line] : [])));
        const mine = events.some((e) => e.kind === 'run-started' && e.agent.seed === seed);
        return mine && events.some((e) => e.kind === 'line-finished' && guided.has(e.line));
      };
      while (!guidedLineEnded()) await new Promise((resolve) => setTimeout(resolve, 10));
      playground.stop();
      await finished;
    });
    return Math.round(performance.now() - began);
  } finally {
    await browser.close();
    server.kill();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>} the address that it prints once it serves
 */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (data) => {
      said += data;
      const [address] = said.match(/http:\/\/localhost:\d+\//) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.once('exit', () => reject(new Error(`The server ended:\n${said}`)));
  });
}
