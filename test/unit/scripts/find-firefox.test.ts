import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../scripts/lib/find-chromium.mjs';
import { findFirefox, firefoxPlaces } from '../../../scripts/lib/find-firefox.mjs';

const APT_INSTALL = 'apt-get install -y --no-install-recommends firefox-esr';
const APT_UPDATE = 'apt-get update';

interface Made {
  readonly machine: Machine;
  readonly said: string[];
  readonly ran: string[];
}

/** A machine with the given browsers; `installs` says after how many tries a package brings one. */
function machineWith(browsers: readonly string[], options: Partial<Machine> & { installs?: number } = {}): Made {
  const { installs = 0, ...rest } = options;
  const present = new Set(browsers);
  const said: string[] = [];
  const ran: string[] = [];
  const machine: Machine = {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    isRoot: false,
    isDebian: false,
    isFile: (file) => present.has(file),
    starts: async (file) => !file.includes('dead'),
    playwrightBrowser: () => null,
    playwrightInstall: [],
    run: async (program, args) => {
      const command = [program, ...args].join(' ');
      ran.push(command);
      if (command === APT_UPDATE) return 0;
      const tries = ran.filter((one) => one === APT_INSTALL).length;
      if (tries !== installs) return 1;
      present.add('/usr/bin/firefox-esr');
      return 0;
    },
    say: (line) => said.push(line),
    ...rest,
  };
  return { machine, said, ran };
}

describe('findFirefox', () => {
  it('takes FIREFOX before anything else', async () => {
    const { machine, said } = machineWith(['/opt/mine', '/usr/bin/firefox'], {
      env: { PATH: '/usr/bin', FIREFOX: '/opt/mine' },
    });
    expect(await findFirefox(machine)).toBe('/opt/mine');
    expect(said).toEqual(['Firefox: /opt/mine (FIREFOX).']);
  });

  it('refuses a FIREFOX where nothing starts', async () => {
    const { machine } = machineWith(['/usr/bin/firefox', '/opt/dead'], { env: { FIREFOX: '/opt/dead' } });
    await expect(findFirefox(machine)).rejects.toThrow('FIREFOX is /opt/dead');
  });

  it('prefers the long-term release and installs nothing where there is one', async () => {
    const { machine, ran } = machineWith(['/usr/bin/firefox', '/usr/bin/firefox-esr'], {
      isRoot: true,
      isDebian: true,
    });
    expect(await findFirefox(machine)).toBe('/usr/bin/firefox-esr');
    expect(ran).toEqual([]);
  });

  it('installs the package as root on Debian, with fresh lists where the old ones do not know it', async () => {
    const { machine, ran } = machineWith([], { isRoot: true, isDebian: true, installs: 2 });
    expect(await findFirefox(machine)).toBe('/usr/bin/firefox-esr');
    expect(ran).toEqual([APT_INSTALL, APT_UPDATE, APT_INSTALL]);
  });

  it.each([
    ['nobody may install one', {}, 'no Firefox was found here'],
    ['the package cannot be had', { isRoot: true, isDebian: true }, 'apt-get could not install firefox-esr'],
  ])('does without, and says in one line what was missing, where %s', async (_, options, missing) => {
    const { machine, said } = machineWith([], options);
    expect(await findFirefox(machine)).toBeNull();
    expect(said.at(-1)).toBe(`Tests in Firefox are skipped: ${missing}. Install it, or set FIREFOX to its executable.`);
  });
});

describe('firefoxPlaces', () => {
  it('knows the usual folders of macOS and Windows', () => {
    expect(firefoxPlaces({ env: {}, platform: 'darwin' })[0]).toBe('/Applications/Firefox.app/Contents/MacOS/firefox');
    expect(firefoxPlaces({ env: { PROGRAMFILES: 'C:\\Program Files' }, platform: 'win32' })).toEqual([
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ]);
  });
});
