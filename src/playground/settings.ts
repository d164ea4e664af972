/**
 * What the visitor has set, as typed: a half-typed number stays in its field with a message beside it and is simply
 * not used. Kept in localStorage, because the first paint needs it and IndexedDB answers only later.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import * as v from 'valibot';
import {
  AGENT_RANGES,
  type AgentSettings,
  DEFAULT_AGENT,
  GUIDANCE_KINDS,
  PROMPT_TYPES,
  type RangedSetting,
  settingProblem,
  TRACE_FORMATS,
} from '../guidance/agent';
import type { Device } from '../guidance/ports';
import { LIMIT_NAMES, type LimitName, readLimit } from '../limits/sandbox-limits';
import { APPEARANCE_ENTRIES, type ContrastChoice, type MotionChoice, type ThemeChoice } from './appearance';
import { createLimitSettings, type LimitSettings } from './limit-settings';
import { createPromptDrafts, type PromptDrafts, PromptDraftsSchema } from './prompt-drafts';

export type DeviceChoice = 'auto' | Device;

/** The part of localStorage that is needed; both may throw where the browser refuses storage. */
export interface TextStorage {
  read(): string | null;
  write(text: string): void;
}

export interface SettingsStore {
  /** Text of each number field. */
  readonly texts: Readonly<Record<RangedSetting, Signal<string>>>;
  /** d without a limit: drafts run to the end of the function. */
  readonly wholeFunction: Signal<boolean>;
  readonly flags: Readonly<Record<FlagSetting, Signal<boolean>>>;
  readonly choices: { readonly [C in ChoiceSetting]: Signal<AgentSettings[C]> };
  /** Prompts in the visitor's own wording. */
  readonly prompts: PromptDrafts;
  readonly device: Signal<DeviceChoice>;
  readonly theme: Signal<ThemeChoice>;
  readonly contrast: Signal<ContrastChoice>;
  readonly motion: Signal<MotionChoice>;
  /** A message for every field that cannot be used. */
  readonly problems: ReadonlySignal<ReadonlyMap<RangedSetting, string>>;
  /** The settings for the next run, or null while a field cannot be used. */
  readonly agent: ReadonlySignal<AgentSettings | null>;
  readonly limits: LimitSettings;
  readonly storageProblem: ReadonlySignal<string | null>;
  /** Everything but device, looks and prompts, limits included. */
  reset(): void;
}

export const RANGED_SETTINGS = [
  'gamma',
  'candidates',
  'temperature',
  'horizonLines',
  'refreshEvery',
  'topP',
  'seed',
  'retries',
  'topProbsMask',
  'traceBudget',
  'epsilon',
  'maxLines',
  'maxTokens',
] as const satisfies readonly RangedSetting[];

export const FLAG_SETTINGS = ['finishOnPass', 'earlyStop', 'candidateSignal', 'partialSignal'] as const;
export type FlagSetting = (typeof FLAG_SETTINGS)[number];

export const CHOICE_SETTINGS = ['promptType', 'guidance', 'traceFormat'] as const;
export type ChoiceSetting = (typeof CHOICE_SETTINGS)[number];

/** Numbers that an empty field turns off. */
const OFF_WHEN_EMPTY: ReadonlySet<RangedSetting> = new Set(['topProbsMask', 'epsilon']);

/** Read field by field: one value that cannot be used does not cost the others. */
const StoredSettings = v.object({
  numbers: v.fallback(v.record(v.string(), v.number()), {}),
  /** By name, in the limit's own unit. */
  limits: v.fallback(v.record(v.string(), v.number()), {}),
  wholeFunction: v.fallback(v.boolean(), DEFAULT_AGENT.horizonLines === null),
  finishOnPass: v.fallback(v.boolean(), DEFAULT_AGENT.finishOnPass),
  earlyStop: v.fallback(v.boolean(), DEFAULT_AGENT.earlyStop),
  candidateSignal: v.fallback(v.boolean(), DEFAULT_AGENT.candidateSignal),
  partialSignal: v.fallback(v.boolean(), DEFAULT_AGENT.partialSignal),
  promptType: v.fallback(v.nullable(v.picklist(PROMPT_TYPES)), DEFAULT_AGENT.promptType),
  guidance: v.fallback(v.picklist(GUIDANCE_KINDS), DEFAULT_AGENT.guidance),
  traceFormat: v.fallback(v.picklist(TRACE_FORMATS), DEFAULT_AGENT.traceFormat),
  prompts: v.fallback(PromptDraftsSchema, {}),
  device: v.fallback(v.picklist(['auto', 'wasm', 'webgpu']), 'auto'),
  ...APPEARANCE_ENTRIES,
});
export type StoredSettings = v.InferOutput<typeof StoredSettings>;

export function parseStored(text: string | null): StoredSettings {
  return v.parse(v.fallback(StoredSettings, v.parse(StoredSettings, {})), readJson(text));
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    // Settings are a convenience: text that another version left behind is as good as none.
    return {};
  }
}

export type ReadSetting =
  /** null for off, where a setting can be off. */
  { readonly kind: 'value'; readonly value: number | null } | { readonly kind: 'problem'; readonly message: string };

export function readSetting(name: RangedSetting, text: string): ReadSetting {
  if (text.trim() === '' && OFF_WHEN_EMPTY.has(name)) return { kind: 'value', value: null };
  // Number('') is 0, which nobody meant who left the field empty.
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const message = settingProblem(name, value);
  return message === null ? { kind: 'value', value } : { kind: 'problem', message };
}

export function createSettings(storage: TextStorage): SettingsStore {
  const storageProblem = signal<string | null>(null);
  const stored = parseStored(guarded(storageProblem, () => storage.read(), null));
  const initial = (name: RangedSetting) => signal(usable(name, stored.numbers[name]));
  const texts: SettingsStore['texts'] = {
    gamma: initial('gamma'),
    candidates: initial('candidates'),
    temperature: initial('temperature'),
    horizonLines: initial('horizonLines'),
    refreshEvery: initial('refreshEvery'),
    topP: initial('topP'),
    seed: initial('seed'),
    retries: initial('retries'),
    topProbsMask: initial('topProbsMask'),
    traceBudget: initial('traceBudget'),
    epsilon: initial('epsilon'),
    maxLines: initial('maxLines'),
    maxTokens: initial('maxTokens'),
  };
  const wholeFunction = signal(stored.wholeFunction);
  const flags: SettingsStore['flags'] = {
    finishOnPass: signal(stored.finishOnPass),
    earlyStop: signal(stored.earlyStop),
    candidateSignal: signal(stored.candidateSignal),
    partialSignal: signal(stored.partialSignal),
  };
  const choices: SettingsStore['choices'] = {
    promptType: signal(stored.promptType),
    guidance: signal(stored.guidance),
    traceFormat: signal(stored.traceFormat),
  };
  const prompts = createPromptDrafts(stored.prompts);
  const limits = createLimitSettings(stored.limits);
  const device = signal<DeviceChoice>(stored.device);
  const theme = signal<ThemeChoice>(stored.theme);
  const contrast = signal<ContrastChoice>(stored.contrast);
  const motion = signal<MotionChoice>(stored.motion);
  /** Last usable value of every field: what is written, and what a reload brings back. */
  const numbers = new Map<RangedSetting, number>();
  const limitNumbers = new Map<LimitName, number>();

  const problems = computed(() => {
    const found = new Map<RangedSetting, string>();
    for (const name of RANGED_SETTINGS) {
      const read = readSetting(name, texts[name].value);
      const ignored = name === 'horizonLines' && wholeFunction.value;
      if (read.kind === 'problem' && !ignored) found.set(name, read.message);
    }
    return found;
  });
  const agent = computed((): AgentSettings | null => {
    if (problems.value.size > 0) return null;
    const value = (name: RangedSetting) => Number(texts[name].value);
    const orOff = (name: RangedSetting) => (texts[name].value.trim() === '' ? null : value(name));
    return {
      ...DEFAULT_AGENT,
      gamma: value('gamma'),
      candidates: value('candidates'),
      temperature: value('temperature'),
      horizonLines: wholeFunction.value ? null : value('horizonLines'),
      refreshEvery: value('refreshEvery'),
      topP: value('topP'),
      seed: value('seed'),
      retries: value('retries'),
      traceBudget: value('traceBudget'),
      topProbsMask: orOff('topProbsMask'),
      epsilon: orOff('epsilon'),
      maxLines: value('maxLines'),
      maxTokens: value('maxTokens'),
      finishOnPass: flags.finishOnPass.value,
      earlyStop: flags.earlyStop.value,
      candidateSignal: flags.candidateSignal.value,
      partialSignal: flags.partialSignal.value,
      promptType: choices.promptType.value,
      guidance: choices.guidance.value,
      traceFormat: choices.traceFormat.value,
    };
  });
  effect(() => {
    for (const name of RANGED_SETTINGS) {
      const read = readSetting(name, texts[name].value);
      if (read.kind === 'problem') continue;
      if (read.value === null) numbers.delete(name);
      else numbers.set(name, read.value);
    }
    for (const name of LIMIT_NAMES) {
      const read = readLimit(name, limits.texts[name].value);
      if (read.kind === 'value') limitNumbers.set(name, read.value);
    }
    const text = JSON.stringify({
      numbers: Object.fromEntries(numbers),
      limits: Object.fromEntries(limitNumbers),
      wholeFunction: wholeFunction.value,
      ...Object.fromEntries(FLAG_SETTINGS.map((name) => [name, flags[name].value])),
      ...Object.fromEntries(CHOICE_SETTINGS.map((name) => [name, choices[name].value])),
      prompts: prompts.drafts.value,
      device: device.value,
      theme: theme.value,
      contrast: contrast.value,
      motion: motion.value,
    });
    guarded(storageProblem, () => storage.write(text), undefined);
  });

  return {
    texts,
    wholeFunction,
    flags,
    choices,
    prompts,
    device,
    theme,
    contrast,
    motion,
    problems,
    agent,
    limits,
    storageProblem,
    reset() {
      for (const name of RANGED_SETTINGS) texts[name].value = defaultText(name);
      wholeFunction.value = DEFAULT_AGENT.horizonLines === null;
      for (const name of FLAG_SETTINGS) flags[name].value = DEFAULT_AGENT[name];
      choices.promptType.value = DEFAULT_AGENT.promptType;
      choices.guidance.value = DEFAULT_AGENT.guidance;
      choices.traceFormat.value = DEFAULT_AGENT.traceFormat;
      limits.reset();
    },
  };
}

export function defaultText(name: RangedSetting): string {
  if (OFF_WHEN_EMPTY.has(name)) return '';
  return String(DEFAULT_AGENT[name] ?? AGENT_RANGES[name].max);
}

function usable(name: RangedSetting, stored: number | undefined): string {
  if (stored === undefined || settingProblem(name, stored) !== null) return defaultText(name);
  return String(stored);
}

function guarded<T>(problem: Signal<string | null>, action: () => T, otherwise: T): T {
  try {
    const result = action();
    problem.value = null;
    return result;
  } catch {
    problem.value = 'This browser refuses to store anything for this page. Settings last until you close it.';
    return otherwise;
  }
}

export function browserTextStorage(key: string): TextStorage {
  return {
    read: () => localStorage.getItem(key),
    write: (text) => localStorage.setItem(key, text),
  };
}
