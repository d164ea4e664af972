/**
 * The published part of a config string: `[p][ns…t…d…[k…]][_lci]_(ln|tok|prf)`. A small reader that goes from left to
 * right, because it must say at which character the string stops to make sense and what was expected there.
 */
import { type AgentSettings, type GuidanceKind, type RangedSetting, settingProblem } from '../guidance/agent';
import type { ConfigProblem } from './config-problem';
import { rangeWords } from './range-words';
import { readNumber } from './setting-names';

/** Settings that the base says. Those it leaves open are absent, the prompt included unless it is `_lci`. */
export type BaseSettings = Partial<AgentSettings> &
  Pick<AgentSettings, 'guidance' | 'candidateSignal' | 'partialSignal'>;

export type ReadBase =
  | { readonly kind: 'base'; readonly settings: BaseSettings }
  | { readonly kind: 'wrong'; readonly problem: ConfigProblem };

const ENDINGS: readonly (readonly [ending: string, guidance: GuidanceKind])[] = [
  ['_ln', 'line'],
  ['_tok', 'token'],
  ['_prf', 'persistent-prefix'],
];

class Unreadable extends Error {
  constructor(readonly problem: ConfigProblem) {
    super(problem.expected);
  }
}

export function readBase(text: string): ReadBase {
  try {
    return { kind: 'base', settings: settingsOf(text) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'wrong', problem: error.problem };
  }
}

function settingsOf(text: string): BaseSettings {
  let at = 0;
  const fail = (expected: string, position = at): never => {
    throw new Unreadable({ position, found: text.slice(position), expected });
  };
  const take = (literal: string) => {
    if (!text.startsWith(literal, at)) return false;
    at += literal.length;
    return true;
  };
  const number = (name: RangedSetting, letters: string, example: string): number => {
    if (!take(letters)) fail(`${letters} and ${rangeWords(name)}, as in ${example}`);
    const from = at;
    const digits = /^[\d.]*/.exec(text.slice(at))?.[0] ?? '';
    at += digits.length;
    const value = readNumber(digits);
    if (value === null || settingProblem(name, value) !== null) {
      return fail(`${rangeWords(name)} after ${letters}`, from);
    }
    return value;
  };

  const partialSignal = take('p');
  let drafts: Partial<AgentSettings> = {};
  const candidateSignal = text.startsWith('n', at);
  if (candidateSignal) {
    const candidates = number('candidates', 'ns', 'ns3');
    const temperature = number('temperature', 't', 't0.75');
    const whole = take('dinf');
    const horizonLines = whole ? null : number('horizonLines', 'd', 'd5 or dinf');
    const refreshEvery = text.startsWith('k', at) ? number('refreshEvery', 'k', 'k1') : 1;
    drafts = { candidates, temperature, horizonLines, refreshEvery };
  }
  const longCode = take('_lci');
  const [, guidance] = ENDINGS.find(([ending]) => take(ending)) ?? [];
  if (guidance === undefined) return fail(rest(at, partialSignal, candidateSignal, longCode));
  if (at < text.length) fail('the end, or a comma and a setting, as in ,seed=7');
  return {
    ...drafts,
    guidance,
    candidateSignal,
    partialSignal,
    ...(longCode ? { promptType: 'long-code' as const } : {}),
  };
}

function rest(at: number, partial: boolean, candidates: boolean, longCode: boolean): string {
  const ending = '_ln, _tok or _prf';
  if (longCode) return ending;
  if (candidates) return `_lci, or ${ending}`;
  const drafts = 'ns and a whole number, as in ns3t0.75d5k1_ln';
  if (partial) return `${drafts}, or _lci, or ${ending}`;
  return at === 0 ? `p, or ${drafts}, or _lci, or ${ending}` : ending;
}

/** The base that says as much of the settings as a base can. */
export function writeBase(settings: Omit<AgentSettings, 'gamma'>): string {
  const { candidates, temperature, horizonLines, refreshEvery } = settings;
  const drafts = settings.candidateSignal
    ? `ns${candidates}t${temperature}d${horizonLines ?? 'inf'}k${refreshEvery}`
    : '';
  const prompt = settings.promptType === 'long-code' ? '_lci' : '';
  const ending = ENDINGS.find(([, guidance]) => guidance === settings.guidance)?.[0];
  return `${settings.partialSignal ? 'p' : ''}${drafts}${prompt}${ending}`;
}
