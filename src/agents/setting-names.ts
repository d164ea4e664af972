/**
 * The names under which an agent's settings are written in config strings, grids and on the command line: one entry for
 * each, with what it accepts in words. The type holds the table to `AgentSettings`: a setting without a name does not
 * compile.
 */
import {
  type AgentSettings,
  GUIDANCE_KINDS,
  PROMPT_TYPES,
  type PromptType,
  type RangedSetting,
  settingProblem,
  TRACE_FORMATS,
} from '../guidance/agent';
import { rangeWords } from './range-words';

export type SettingField = keyof AgentSettings;

/** A value that was read, or what was expected instead, in words that follow "expected". */
export type ReadValue<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'wrong'; readonly expected: string };

export interface SettingName<T> {
  /** As in `trace=minimal`. */
  readonly name: string;
  /** Also read, never written. */
  readonly alsoRead: readonly string[];
  readonly expected: string;
  read(text: string): ReadValue<T>;
  write(value: T): string;
}

type SettingNames = { readonly [F in SettingField]: SettingName<AgentSettings[F]> };

export const SETTING_NAMES: SettingNames = {
  gamma: ranged('gamma', 'gamma', ['γ']),
  candidates: ranged('candidates', 'candidates', ['s']),
  temperature: ranged('temperature', 'temperature', ['t']),
  horizonLines: orWord('horizon', ['horizonLines', 'd'], 'inf', ranged('horizonLines', 'horizon', [])),
  refreshEvery: ranged('refreshEvery', 'refresh', ['refreshEvery', 'k']),
  topP: ranged('topP', 'top-p', ['topP', 'top_p']),
  seed: ranged('seed', 'seed', ['random_seed']),
  finishOnPass: onOff('finish-on-pass', ['finishOnPass']),
  topProbsMask: orWord('top-probs', ['topProbsMask', 'top_probs'], 'off', ranged('topProbsMask', 'top-probs', [])),
  epsilon: orWord('epsilon', [], 'off', positive('epsilon')),
  promptType: orWord('prompt', ['promptType', 'prompt_type'], 'own', promptName()),
  guidance: oneOf('guidance', [], GUIDANCE_KINDS),
  candidateSignal: onOff('candidate-signal', ['candidateSignal']),
  partialSignal: onOff('partial-signal', ['partialSignal']),
  traceFormat: oneOf('trace', ['traceFormat'], TRACE_FORMATS),
  traceBudget: ranged('traceBudget', 'trace-budget', ['traceBudget']),
  retries: ranged('retries', 'retries', []),
  earlyStop: onOff('early-stop', ['earlyStop']),
  maxLines: whole('max-lines', ['maxLines'], 10_000),
  maxTokens: whole('max-tokens', ['maxTokens'], 100_000),
};

/** In the order of the table, which is the order in which overrides are written. */
export const SETTING_FIELDS: readonly SettingField[] = Object.keys(SETTING_NAMES).filter(isSettingField);

export function isSettingField(name: string): name is SettingField {
  return Object.hasOwn(SETTING_NAMES, name);
}

/** The setting that a name means, or null. */
export function fieldNamed(name: string): SettingField | null {
  for (const field of SETTING_FIELDS) {
    const { name: written, alsoRead } = SETTING_NAMES[field];
    if (written === name || alsoRead.includes(name)) return field;
  }
  return null;
}

/** Decimal digits, a sign and an exponent; not the other things that `Number` takes, like `0x10` or nothing. */
export function readNumber(text: string): number | null {
  // Adding 0 makes minus zero, which no setting means, zero.
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) + 0 : null;
}

function ranged(field: RangedSetting, name: string, alsoRead: readonly string[]): SettingName<number> {
  const expected = rangeWords(field);
  return {
    name,
    alsoRead,
    expected,
    read(text) {
      const value = readNumber(text);
      if (value === null || settingProblem(field, value) !== null) return { kind: 'wrong', expected };
      return { kind: 'value', value };
    },
    write: String,
  };
}

function whole(name: string, alsoRead: readonly string[], most: number): SettingName<number> {
  const expected = `a whole number from 1 to ${most}`;
  return {
    name,
    alsoRead,
    expected,
    read(text) {
      const value = readNumber(text);
      const fits = value !== null && Number.isInteger(value) && value >= 1 && value <= most;
      return fits ? { kind: 'value', value } : { kind: 'wrong', expected };
    },
    write: String,
  };
}

function positive(name: string): SettingName<number> {
  const expected = 'a number above 0 and below 1, as in 1e-8';
  return {
    name,
    alsoRead: [],
    expected,
    read(text) {
      const value = readNumber(text);
      return value !== null && value > 0 && value < 1 ? { kind: 'value', value } : { kind: 'wrong', expected };
    },
    write: String,
  };
}

function onOff(name: string, alsoRead: readonly string[]): SettingName<boolean> {
  const expected = 'on or off';
  return {
    name,
    alsoRead,
    expected,
    read(text) {
      if (text === 'on' || text === 'true') return { kind: 'value', value: true };
      if (text === 'off' || text === 'false') return { kind: 'value', value: false };
      return { kind: 'wrong', expected };
    },
    write: (value) => (value ? 'on' : 'off'),
  };
}

function oneOf<T extends string>(name: string, alsoRead: readonly string[], values: readonly T[]): SettingName<T> {
  const expected = `one of ${values.join(', ')}`;
  return {
    name,
    alsoRead,
    expected,
    read(text) {
      const value = values.find((one) => one === text);
      return value === undefined ? { kind: 'wrong', expected } : { kind: 'value', value };
    },
    write: (value) => value,
  };
}

/** The published names of prompts are read too. */
function promptName(): SettingName<PromptType> {
  const own = oneOf('prompt', [], PROMPT_TYPES);
  const published = new Map([
    ['deepseek_instruct', 'instruct'],
    ['long_code', 'long-code'],
  ]);
  return { ...own, read: (text) => own.read(published.get(text) ?? text) };
}

/** A setting that can be null, which has a word of its own. */
function orWord<T>(
  name: string,
  alsoRead: readonly string[],
  word: string,
  other: SettingName<T>,
): SettingName<T | null> {
  const expected = `${other.expected}, or ${word}`;
  return {
    name,
    alsoRead,
    expected,
    read(text) {
      if (text === word || text === 'null') return { kind: 'value', value: null };
      const read = other.read(text);
      return read.kind === 'value' ? read : { kind: 'wrong', expected };
    },
    write: (value) => (value === null ? word : other.write(value)),
  };
}
