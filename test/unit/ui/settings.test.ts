import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import {
  createSettings,
  parseStored,
  RANGED_SETTINGS,
  readSetting,
  type TextStorage,
} from '../../../src/playground/settings';
import { SETTING_TEXTS } from '../../../src/ui/controls/setting-texts';

function memory(initial: string | null = null): TextStorage & { text: string | null } {
  const storage = {
    text: initial,
    read: () => storage.text,
    write: (text: string) => {
      storage.text = text;
    },
  };
  return storage;
}

describe('readSetting', () => {
  it.each([
    ['gamma', '1.5', 1.5],
    ['gamma', '-2', -2],
    ['candidates', '16', 16],
    ['seed', '0', 0],
  ] as const)('%s takes %s', (name, text, value) => {
    expect(readSetting(name, text)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['gamma', ''],
    ['gamma', '99'],
    ['gamma', 'much'],
    ['candidates', '1.5'],
    ['candidates', '0'],
    ['horizonLines', ''],
    ['temperature', '0'],
    ['topP', '1.1'],
    ['seed', '-1'],
  ] as const)('%s refuses "%s" with a sentence', (name, text) => {
    expect(readSetting(name, text)).toMatchObject({ kind: 'problem', message: expect.stringMatching(/^Enter .+\.$/) });
  });
});

describe('parseStored', () => {
  it.each([[null], ['{'], ['[]'], ['"text"'], ['{"numbers": {"gamma": "two"}, "device": "abacus"}']])(
    'reads %s without failing',
    (text) => {
      expect(parseStored(text)).toMatchObject({ numbers: {}, device: 'auto', theme: 'auto' });
    },
  );

  it('keeps the good values beside bad ones', () => {
    expect(parseStored('{"device": "wasm", "theme": 7}')).toMatchObject({ device: 'wasm', theme: 'auto' });
  });
});

describe('the settings', () => {
  it('begin as the defaults of the method', () => {
    expect(createSettings(memory()).agent.value).toEqual(DEFAULT_AGENT);
  });

  it('come back after a reload, the half-typed one as it was last usable', () => {
    const storage = memory();
    const before = createSettings(storage);
    before.texts.gamma.value = '3';
    before.texts.candidates.value = '7';
    before.texts.candidates.value = '';
    before.wholeFunction.value = true;
    before.theme.value = 'dark';
    const after = createSettings(storage);
    expect(after.agent.value).toMatchObject({ gamma: 3, candidates: 7, horizonLines: null });
    expect(after.theme.value).toBe('dark');
  });

  it('give no agent while a field is wrong, and name the field', () => {
    const settings = createSettings(memory());
    settings.texts.temperature.value = '9';
    expect(settings.agent.value).toBeNull();
    expect([...settings.problems.value.keys()]).toEqual(['temperature']);
  });

  it('do not mind a horizon that is not used', () => {
    const settings = createSettings(memory());
    settings.texts.horizonLines.value = '';
    settings.wholeFunction.value = true;
    expect(settings.agent.value?.horizonLines).toBeNull();
  });

  it('replace a stored value out of range by the default', () => {
    expect(createSettings(memory('{"numbers": {"gamma": 1000}}')).agent.value?.gamma).toBe(DEFAULT_AGENT.gamma);
  });

  it('work where storage is refused, and say so', () => {
    const refuse = () => {
      throw new Error('refused');
    };
    const settings = createSettings({ read: refuse, write: refuse });
    expect(settings.storageProblem.value).toContain('refuses to store');
    expect(settings.agent.value).toEqual(DEFAULT_AGENT);
  });

  it('are each explained', () => {
    for (const name of RANGED_SETTINGS) expect(SETTING_TEXTS[name].help.length).toBeGreaterThan(30);
  });
});
