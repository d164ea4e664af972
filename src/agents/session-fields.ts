/** Every field of a session file: what it may hold, what it means here, and what to say of those that mean nothing. */
import { AGENT_RANGES } from '../guidance/agent';
import { rangeWords } from './range-words';
import type { Session } from './session-file';
import { SETTING_NAMES } from './setting-names';

export interface SessionField {
  /** Follows "expected". */
  readonly expected: string;
  /** What the value changes, or null where it cannot be used. */
  read(value: unknown): Partial<Session> | null;
  /** Said of every file that has the field. */
  readonly note?: string;
}

const NO_EFFECT = 'No effect here';
const UNDER_MODELS =
  'It can be put into its field under Models; the page connects to no server before you allow it there.';

export const SESSION_FIELDS: ReadonlyMap<string, SessionField> = new Map<string, SessionField>([
  [
    'gammas',
    {
      expected: `a list of different numbers from ${AGENT_RANGES.gamma.min} to ${AGENT_RANGES.gamma.max}`,
      read(value) {
        if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return null;
        const gammas = value.filter((one): one is number => inRange('gamma', one));
        return gammas.length === value.length ? { gammas } : null;
      },
    },
  ],
  ['model_name', text('the name of a model, as in "Qwen/Qwen2.5-Coder-0.5B-Instruct"', (model) => ({ model }))],
  ['dataset', text('the name of a data set, as in "mbpp"', (dataset) => ({ dataset }))],
  [
    'results_dir',
    {
      expected: 'a folder name without .., as in "trials/local_results"',
      read(value) {
        if (typeof value !== 'string' || value.trim() === '') return null;
        const folders = value.split(/[/\\]+/).filter((folder) => folder !== '' && folder !== '.');
        const inside = folders.length > 0 && !folders.includes('..') && !/^[/\\]|^[a-z]:/i.test(value);
        return inside ? { resultsFolder: folders.join('/') } : null;
      },
    },
  ],
  [
    'retries_count',
    {
      expected: `a whole number from 1 to ${AGENT_RANGES.retries.max + 1}, the first attempt included`,
      read: (value) =>
        whole(value, 1, AGENT_RANGES.retries.max + 1) ? { settings: { retries: Number(value) - 1 } } : null,
    },
  ],
  ['use_global_cache', flag((skipSolved) => ({ skipSolved }))],
  ['minimal_trace', flag((minimal) => (minimal ? { settings: { traceFormat: 'minimal' } } : {}))],
  [
    'top_probs',
    {
      expected: `0 for off, or ${rangeWords('topProbsMask')}`,
      read(value) {
        if (value === 0) return { settings: { topProbsMask: null } };
        return inRange('topProbsMask', value) ? { settings: { topProbsMask: Number(value) } } : null;
      },
    },
  ],
  [
    'random_seed',
    {
      expected: rangeWords('seed'),
      read: (value) => (inRange('seed', value) ? { settings: { seed: Number(value) } } : null),
      note: 'Used as the seed itself; the published code adds a number to it that depends on t, s, d and p.',
    },
  ],
  [
    'prompt_type',
    {
      expected: `${SETTING_NAMES.promptType.expected}, or the published names deepseek_instruct and long_code`,
      read(value) {
        const read = typeof value === 'string' ? SETTING_NAMES.promptType.read(value) : null;
        return read?.kind === 'value' ? { settings: { promptType: read.value } } : null;
      },
    },
  ],
  ['start_idx', index((startIndex) => ({ startIndex: startIndex ?? 0 }))],
  ['end_idx', index((endIndex) => ({ endIndex }))],
  ['is_prod', noEffect(flag(none), 'problems are run in the order of their file, which changes no result.')],
  ['debug_mode', noEffect(flag(none), 'every step of a run is kept and can be looked at anyway.')],
  ['deployment_type', noEffect(oneOf(['local', 'inference_endpoint']), 'which model writes is chosen under Models.')],
  ['inference_endpoint_url', { ...textOrNull((endpoint) => ({ endpoint })), note: UNDER_MODELS }],
  [
    'inference_endpoint_api_key',
    noEffect(textOrNull(), 'the key is neither kept nor sent; better take it out of the file.'),
  ],
  ['exec_eval', noEffect(flag(none), 'an ExecEval server is switched on under Models.')],
  ['exec_eval_host_ip', { ...textOrNull((execEvalHost) => ({ execEvalHost })), note: UNDER_MODELS }],
  ['exec_eval_host_port', { ...port((execEvalPort) => ({ execEvalPort })), note: UNDER_MODELS }],
  ['use_cache', noEffect(flag(none), 'it is an older name; use_global_cache is read.')],
]);

function none(): Partial<Session> {
  return {};
}

function noEffect(field: Omit<SessionField, 'note'>, why: string): SessionField {
  return { ...field, note: `${NO_EFFECT}: ${why}` };
}

function flag(change: (value: boolean) => Partial<Session>): SessionField {
  return { expected: 'true or false', read: (value) => (typeof value === 'boolean' ? change(value) : null) };
}

function text(expected: string, change: (value: string) => Partial<Session>): SessionField {
  return {
    expected,
    read: (value) => (typeof value === 'string' && value.trim() !== '' ? change(value.trim()) : null),
  };
}

function textOrNull(change: (value: string | null) => Partial<Session> = none): SessionField {
  return {
    expected: 'a text or null',
    read: (value) => (value === null ? change(null) : typeof value === 'string' ? change(value.trim() || null) : null),
  };
}

function oneOf(values: readonly string[]): SessionField {
  return {
    expected: values.map((value) => JSON.stringify(value)).join(' or '),
    read: (value) => (typeof value === 'string' && values.includes(value) ? {} : null),
  };
}

function port(change: (value: number | null) => Partial<Session>): SessionField {
  const isPort = (value: unknown) =>
    value === null || whole(typeof value === 'string' ? Number(value) : value, 1, 65535);
  return {
    expected: 'a port from 1 to 65535 or null',
    read: (value) => (isPort(value) ? change(value === null ? null : Number(value)) : null),
  };
}

function index(change: (value: number | null) => Partial<Session>): SessionField {
  return {
    expected: 'a whole number from 0, or null',
    read: (value) => {
      if (value === null) return change(null);
      return whole(value, 0, Number.MAX_SAFE_INTEGER) ? change(Number(value)) : null;
    },
  };
}

function inRange(name: keyof typeof AGENT_RANGES, value: unknown): boolean {
  const { min, max, integer } = AGENT_RANGES[name];
  return typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
}

function whole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
