import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { DEFAULT_LIMITS, LIMIT_NAMES } from '../../../src/limits/sandbox-limits';
import {
  CHOICE_SETTINGS,
  createSettings,
  FLAG_SETTINGS,
  parseStored,
  RANGED_SETTINGS,
  readSetting,
  type TextStorage,
} from '../../../src/playground/settings';
import { CHOICE_TEXTS, FLAG_TEXTS, SETTING_TEXTS } from '../../../src/ui/controls/setting-texts';
import { LIMIT_TEXTS } from '../../../src/ui/limits/limit-texts';

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

  it('keep choices, flags, numbers that are off and prompts in own wording', () => {
    const storage = memory();
    const before = createSettings(storage);
    before.choices.promptType.value = 'instruct';
    before.choices.guidance.value = 'token';
    before.choices.traceFormat.value = 'minimal';
    for (const name of FLAG_SETTINGS) before.flags[name].value = !before.flags[name].value;
    before.texts.topProbsMask.value = '5';
    before.texts.epsilon.value = '0.00000001';
    before.prompts.edit('instruct', 'tail', 'Now write: {{function}}\n');
    const after = createSettings(storage);
    expect(after.agent.value).toMatchObject({
      promptType: 'instruct',
      guidance: 'token',
      traceFormat: 'minimal',
      finishOnPass: true,
      earlyStop: true,
      candidateSignal: false,
      partialSignal: true,
      topProbsMask: 5,
      epsilon: 1e-8,
    });
    expect(after.prompts.edits.value.instruct?.tail).toBe('Now write: {{function}}\n');
    after.texts.topProbsMask.value = '';
    expect(after.agent.value?.topProbsMask).toBeNull();
    after.reset();
    expect(after.agent.value).toEqual(DEFAULT_AGENT);
    expect(createSettings(storage).texts.topProbsMask.value).toBe('');
  });

  it('use a prompt only while it can be used, and ours again where it is ours', () => {
    const { prompts } = createSettings(memory());
    prompts.edit('chat', 'head', 'no task');
    expect(prompts.problem('chat')).toContain('{{statement}}');
    expect(prompts.edits.value.chat).toBeUndefined();
    prompts.edit('chat', 'head', '{{statement}} {{tests}}');
    expect(prompts.edits.value.chat?.head).toBe('{{statement}} {{tests}}');
    prompts.reset('chat');
    expect(prompts.drafts.value.chat).toBeUndefined();
    prompts.edit('chat', 'system', `${prompts.template('chat').system}!`);
    prompts.edit('chat', 'system', prompts.template('chat').system.slice(0, -1));
    expect(prompts.drafts.value.chat).toBeUndefined();
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
    for (const name of FLAG_SETTINGS) expect(FLAG_TEXTS[name].help.length).toBeGreaterThan(30);
    for (const name of CHOICE_SETTINGS) expect(CHOICE_TEXTS[name].help.length).toBeGreaterThan(30);
    for (const name of LIMIT_NAMES) expect(LIMIT_TEXTS[name].help.length).toBeGreaterThan(20);
  });
});

describe('the limits', () => {
  it('begin as the defaults of the sandbox', () => {
    const { limits } = createSettings(memory());
    expect(limits.values.value).toEqual(DEFAULT_LIMITS);
    expect(limits.changed.value).toEqual([]);
  });

  it('come back after a reload, the half-typed one as it was last usable', () => {
    const storage = memory();
    const before = createSettings(storage).limits;
    before.texts.maxHeapBytes.value = '128';
    before.texts.maxSteps.value = '500';
    before.texts.maxSteps.value = '5';
    expect(before.values.value).toBeNull();
    expect([...before.problems.value]).toEqual([['maxSteps', 'Enter a whole number from 100 to 5,000,000 steps.']]);
    const after = createSettings(storage).limits;
    expect(after.values.value).toEqual({ ...DEFAULT_LIMITS, maxHeapBytes: 128 * 2 ** 20, maxSteps: 500 });
    expect(after.changed.value).toEqual(['maxSteps', 'maxHeapBytes']);
  });

  it('go back to default alone, and with all settings', () => {
    const settings = createSettings(memory());
    const { limits } = settings;
    settings.texts.seed.value = '7';
    for (const reset of [() => limits.reset(), () => settings.reset()]) {
      limits.texts.deadlineMs.value = '200';
      reset();
      expect(limits.values.value).toEqual(DEFAULT_LIMITS);
    }
    expect(settings.agent.value?.seed).toBe(DEFAULT_AGENT.seed);
  });

  it('replace what is stored and cannot be used by the default', () => {
    const text = JSON.stringify({ limits: { maxSteps: 1, maxHeapBytes: 100_000_001, deadlineMs: 300, other: 2 } });
    expect(createSettings(memory(text)).limits.values.value).toEqual({ ...DEFAULT_LIMITS, deadlineMs: 300 });
    expect(createSettings(memory('{"limits": {"maxSteps": "many"}}')).limits.values.value).toEqual(DEFAULT_LIMITS);
  });
});
