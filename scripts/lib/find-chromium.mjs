/**
 * Finds a Chromium for the browser tests and commands, or installs one, and says what it does.
 *
 * A browser counts only if it starts: some systems ship a script at the usual place that merely asks for a package,
 * and a downloaded browser may lack system libraries.
 */
import path from 'node:path';

/**
 * What the search needs of the machine; tests put a made-up one in its place.
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {boolean} isDebian has apt-get
 * @property {(file: string) => boolean} isFile
 * @property {(file: string) => Promise<boolean>} starts prints its version and ends well
 * @property {() => string | null} playwrightBrowser where Playwright keeps its own, there or not
 * @property {(program: string, args: readonly string[]) => Promise<number>} run exit status
 * @property {readonly string[]} playwrightInstall command that downloads Playwright's Chromium
 * @property {(line: string) => void} say
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS_BROWSERS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

const BY_HAND = 'Install Chromium or Chrome, or set CHROME_PATH to its executable, and run the command again.';

/**
 * Usual places, best first.
 * @param {Pick<Machine, 'env' | 'platform'>} machine
 * @returns {string[]}
 */
export function systemPlaces({ env, platform }) {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return WINDOWS_BROWSERS.flatMap((browser) =>
      roots.filter((root) => root !== undefined).map((root) => path.win32.join(root, browser)),
    );
  }
  const folders = [...new Set([...(env.PATH ?? '').split(':').filter(Boolean), '/usr/bin', '/snap/bin'])];
  const found = NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  return platform === 'darwin' ? [...MAC_BROWSERS, ...found] : found;
}

/**
 * @param {Machine} machine
 * @returns {Promise<string>} path of an executable that starts
 */
export async function findChromium(machine) {
  const chosen = machine.env.CHROME_PATH;
  if (chosen) {
    if (!(await works(machine, chosen))) {
      throw new Error(`CHROME_PATH is ${chosen}, but no browser starts there. Correct or unset it.`);
    }
    machine.say(`Browser: ${chosen} (CHROME_PATH).`);
    return chosen;
  }
  return (
    (await firstThatWorks(machine, systemPlaces(machine), 'of this system')) ??
    (await firstThatWorks(machine, ownPlace(machine), "in Playwright's cache")) ??
    (await install(machine))
  );
}

/** @param {Machine} machine */
async function install(machine) {
  machine.say('No Chromium here: downloading the one that Playwright publishes.');
  const [program = '', ...args] = machine.playwrightInstall;
  if ((await machine.run(program, args)) === 0) {
    const own = await firstThatWorks(machine, ownPlace(machine), 'downloaded');
    if (own !== null) return own;
    machine.say('The downloaded Chromium does not start, probably for want of system libraries.');
  } else {
    machine.say('The download did not succeed.');
  }
  if (!machine.isDebian || !machine.isRoot) {
    throw new Error(`No Chromium could be found or downloaded. ${BY_HAND}`);
  }
  machine.say("Installing this distribution's package: apt-get install chromium.");
  const installed =
    (await machine.run('apt-get', ['update'])) === 0 &&
    (await machine.run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) === 0;
  const packaged = installed ? await firstThatWorks(machine, systemPlaces(machine), 'just installed') : null;
  if (packaged === null) throw new Error(`apt-get gave no Chromium that starts either. ${BY_HAND}`);
  return packaged;
}

/** @param {Machine} machine */
function ownPlace(machine) {
  const own = machine.playwrightBrowser();
  return own === null ? [] : [own];
}

/**
 * @param {Machine} machine
 * @param {readonly string[]} places
 * @param {string} whence for the line that names the browser
 */
async function firstThatWorks(machine, places, whence) {
  for (const place of places) {
    if (await works(machine, place)) {
      machine.say(`Browser: ${place} (${whence}).`);
      return place;
    }
  }
  return null;
}

/**
 * A browser counts only if it starts.
 * @param {Machine} machine
 * @param {string} file
 */
export async function works(machine, file) {
  return machine.isFile(file) && (await machine.starts(file));
}
