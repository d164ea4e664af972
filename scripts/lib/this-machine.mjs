/** The real machine behind `findChromium`. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { packageFile } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const START_TIMEOUT_MS = 30_000;
const INSTALL_TIMEOUT_MS = 240_000;

/**
 * @param {(line: string) => void} say
 * @returns {import('./find-chromium.mjs').Machine}
 */
export function thisMachine(say) {
  return {
    env: process.env,
    platform: process.platform,
    isRoot: isRoot(),
    isDebian: existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get'),
    isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
    starts: printsVersion,
    playwrightBrowser: () => {
      try {
        return chromium.executablePath() || null;
      } catch {
        // Playwright has no build for this system.
        return null;
      }
    },
    playwrightInstall: [process.execPath, packageFile('playwright-core', 'cli.js'), 'install', 'chromium'],
    run: (program, args) =>
      runCommand(program, args, {
        timeoutMs: INSTALL_TIMEOUT_MS,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }),
    say,
  };
}

/** Chromium refuses its own sandbox to root. */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} file
 * @returns {Promise<boolean>}
 */
function printsVersion(file) {
  // On Windows `--version` opens a window instead.
  if (process.platform === 'win32') return Promise.resolve(true);
  return new Promise((resolve) => {
    const child = spawn(file, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'], timeout: START_TIMEOUT_MS });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0 && /\d+\.\d+/.test(output)));
  });
}
