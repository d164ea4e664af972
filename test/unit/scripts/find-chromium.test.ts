import { describe, expect, it } from 'vitest';
import { findChromium, type Machine, systemPlaces } from '../../../scripts/lib/find-chromium.mjs';

const PLAYWRIGHT = '/cache/chromium/chrome';

interface Made {
  readonly machine: Machine;
  readonly said: string[];
  readonly ran: string[];
}

/** A machine with the given browsers; `installs` says what a command brings (undefined: it fails). */
function machineWith(
  browsers: readonly string[],
  options: Partial<Machine> & { installs?: Readonly<Record<string, string>>; dead?: readonly string[] } = {},
): Made {
  const { installs = {}, dead = [], ...rest } = options;
  const present = new Set([...browsers, ...dead]);
  const said: string[] = [];
  const ran: string[] = [];
  const machine: Machine = {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    isRoot: false,
    isDebian: false,
    isFile: (file) => present.has(file),
    starts: async (file) => !dead.includes(file),
    playwrightBrowser: () => PLAYWRIGHT,
    playwrightInstall: ['playwright', 'install', 'chromium'],
    run: async (program, args) => {
      const command = [program, ...args].join(' ');
      ran.push(command);
      const brought = installs[command];
      if (brought === undefined) return 1;
      if (brought !== '') present.add(brought);
      return 0;
    },
    say: (line) => said.push(line),
    ...rest,
  };
  return { machine, said, ran };
}

const DOWNLOAD = 'playwright install chromium';
const APT_UPDATE = 'apt-get update';
const APT_INSTALL = 'apt-get install -y --no-install-recommends chromium';

describe('findChromium', () => {
  it('takes CHROME_PATH before anything else and says so', async () => {
    const { machine, said } = machineWith(['/opt/mine', '/usr/bin/chromium', PLAYWRIGHT], {
      env: { PATH: '/usr/bin', CHROME_PATH: '/opt/mine' },
    });
    expect(await findChromium(machine)).toBe('/opt/mine');
    expect(said).toEqual(['Browser: /opt/mine (CHROME_PATH).']);
  });

  it('refuses a CHROME_PATH where nothing starts rather than take another browser', async () => {
    const { machine } = machineWith(['/usr/bin/chromium'], { env: { PATH: '/usr/bin', CHROME_PATH: '/opt/gone' } });
    await expect(findChromium(machine)).rejects.toThrow('CHROME_PATH is /opt/gone');
  });

  it('prefers the system to the cache, and Chromium to Chrome', async () => {
    const { machine, ran } = machineWith([PLAYWRIGHT, '/usr/bin/google-chrome', '/usr/bin/chromium']);
    expect(await findChromium(machine)).toBe('/usr/bin/chromium');
    expect(ran).toEqual([]);
  });

  it('passes over a browser that does not start', async () => {
    const { machine } = machineWith(['/usr/bin/google-chrome-stable'], { dead: ['/usr/bin/chromium-browser'] });
    expect(await findChromium(machine)).toBe('/usr/bin/google-chrome-stable');
  });

  it("uses Playwright's cache without downloading again", async () => {
    const { machine, ran } = machineWith([PLAYWRIGHT]);
    expect(await findChromium(machine)).toBe(PLAYWRIGHT);
    expect(ran).toEqual([]);
  });

  it('downloads when there is none', async () => {
    const { machine, said, ran } = machineWith([], { installs: { [DOWNLOAD]: PLAYWRIGHT } });
    expect(await findChromium(machine)).toBe(PLAYWRIGHT);
    expect(ran).toEqual([DOWNLOAD]);
    expect(said).toHaveLength(2);
  });

  it("installs the distribution's package as root on Debian where the download is refused", async () => {
    const { machine, ran } = machineWith([], {
      isRoot: true,
      isDebian: true,
      installs: { [APT_UPDATE]: '', [APT_INSTALL]: '/usr/bin/chromium' },
    });
    expect(await findChromium(machine)).toBe('/usr/bin/chromium');
    expect(ran).toEqual([DOWNLOAD, APT_UPDATE, APT_INSTALL]);
  });

  it('does so too when the downloaded browser lacks libraries', async () => {
    const { machine, said } = machineWith([], {
      isRoot: true,
      isDebian: true,
      dead: [PLAYWRIGHT],
      installs: { [DOWNLOAD]: '', [APT_UPDATE]: '', [APT_INSTALL]: '/usr/bin/chromium' },
    });
    expect(await findChromium(machine)).toBe('/usr/bin/chromium');
    expect(said.join('\n')).toContain('does not start');
  });

  it.each([
    ['not root', { isDebian: true }, [DOWNLOAD]],
    ['not Debian', { isRoot: true }, [DOWNLOAD]],
    ['a package list that cannot be read', { isRoot: true, isDebian: true }, [DOWNLOAD, APT_UPDATE]],
  ])('says what to do by hand when nothing is left: %s', async (_, options, commands) => {
    const { machine, ran } = machineWith([], options);
    await expect(findChromium(machine)).rejects.toThrow('set CHROME_PATH');
    expect(ran).toEqual(commands);
  });

  it('copes with a system for which Playwright has no build', async () => {
    const { machine } = machineWith([], { playwrightBrowser: () => null });
    await expect(findChromium(machine)).rejects.toThrow('set CHROME_PATH');
  });
});

describe('systemPlaces', () => {
  it('knows the usual folders of macOS and Windows', () => {
    expect(systemPlaces({ env: {}, platform: 'darwin' })[0]).toBe(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
    expect(systemPlaces({ env: { PROGRAMFILES: 'C:\\Program Files' }, platform: 'win32' })).toEqual([
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    ]);
  });

  it('looks through PATH on Linux, each folder once', () => {
    const places = systemPlaces({ env: { PATH: '/usr/bin:/opt/bin:/usr/bin' }, platform: 'linux' });
    expect(places.slice(0, 3)).toEqual(['/usr/bin/chromium', '/opt/bin/chromium', '/snap/bin/chromium']);
    expect(new Set(places).size).toBe(places.length);
  });
});
