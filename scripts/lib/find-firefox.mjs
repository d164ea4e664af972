/**
 * Finds a Firefox for the tests that run the sandbox there too, or installs one where that takes no more than a
 * package of the system. Unlike Chromium it is optional: without it those tests are skipped, and one line says why.
 */
import path from 'node:path';
import { works } from './find-chromium.mjs';

/** @typedef {import('./find-chromium.mjs').Machine} Machine */

const NAMES = ['firefox-esr', 'firefox'];

const MAC_BROWSER = '/Applications/Firefox.app/Contents/MacOS/firefox';

const WINDOWS_BROWSER = 'Mozilla Firefox\\firefox.exe';

/**
 * Usual places, best first.
 * @param {Pick<Machine, 'env' | 'platform'>} machine
 * @returns {string[]}
 */
export function firefoxPlaces({ env, platform }) {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)']];
    return roots.filter((root) => root !== undefined).map((root) => path.win32.join(root, WINDOWS_BROWSER));
  }
  const folders = [...new Set([...(env.PATH ?? '').split(':').filter(Boolean), '/usr/bin'])];
  const found = NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  return platform === 'darwin' ? [MAC_BROWSER, ...found] : found;
}

/**
 * @param {Machine} machine
 * @returns {Promise<string | null>} path of an executable that starts, or null where there is none
 */
export async function findFirefox(machine) {
  const chosen = machine.env.FIREFOX;
  if (chosen) {
    if (!(await works(machine, chosen))) {
      throw new Error(`FIREFOX is ${chosen}, but no browser starts there. Correct or unset it.`);
    }
    machine.say(`Firefox: ${chosen} (FIREFOX).`);
    return chosen;
  }
  return (await onThisSystem(machine, 'of this system')) ?? (await install(machine));
}

/** @param {Machine} machine */
async function install(machine) {
  if (!machine.isDebian || !machine.isRoot) return without(machine, 'no Firefox was found here');
  machine.say("No Firefox here. Installing this distribution's package: apt-get install firefox-esr.");
  const packaged = ['install', '-y', '--no-install-recommends', 'firefox-esr'];
  // The lists of packages are fetched only where they are missing: another browser may just have been installed.
  const installed =
    (await machine.run('apt-get', packaged)) === 0 ||
    ((await machine.run('apt-get', ['update'])) === 0 && (await machine.run('apt-get', packaged)) === 0);
  if (!installed) return without(machine, 'apt-get could not install firefox-esr');
  return (await onThisSystem(machine, 'just installed')) ?? without(machine, 'the installed Firefox does not start');
}

/**
 * @param {Machine} machine
 * @param {string} whence for the line that names the browser
 */
async function onThisSystem(machine, whence) {
  for (const place of firefoxPlaces(machine)) {
    if (await works(machine, place)) {
      machine.say(`Firefox: ${place} (${whence}).`);
      return place;
    }
  }
  return null;
}

/**
 * @param {Machine} machine
 * @param {string} missing
 */
function without(machine, missing) {
  machine.say(`Tests in Firefox are skipped: ${missing}. Install it, or set FIREFOX to its executable.`);
  return null;
}
