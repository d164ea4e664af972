/** Options of `npm run eval` for a model behind an endpoint. */
import { finiteNumber, UsageError } from './agent-options.mjs';
import { MISSING_RULES, readAddress, SERVER_KINDS } from './experiments.mjs';

export const ENDPOINT_USAGE = `  --endpoint URL     a model behind an endpoint instead: the page asks it itself, so it must be https or this machine, and
                     allow pages to ask it (CORS); a server that goes away is waited for, and no run of it is lost
  --dialect NAME     ${SERVER_KINDS.join(', ')} (default: as it is recognised)
  --key-env NAME     the environment variable that holds its key; the key is written nowhere
  --endpoint-model M which of its models (default: the first that it lists)
  --prompt-style S   instruct, or built-in where it serves this project's own model (default: instruct)
  --top N            how many of the likeliest tokens to ask for (default: what is usual for the kind of server)
  --missing RULE     what stands for a token that a list lacks: ${MISSING_RULES.join(' or ')} (default: bounded)
  --in-flight N      most requests at a time, of all --workers together, which share one page here (default: 4)
  --wait SECONDS     how long to wait for a server that went away (default: 300)`;

export const ENDPOINT_OPTIONS = /** @type {const} */ ({
  endpoint: { type: 'string' },
  dialect: { type: 'string' },
  'key-env': { type: 'string' },
  'endpoint-model': { type: 'string' },
  'prompt-style': { type: 'string' },
  top: { type: 'string' },
  missing: { type: 'string' },
  'in-flight': { type: 'string' },
  wait: { type: 'string' },
});

const PROMPT_STYLES = /** @type {const} */ (['instruct', 'built-in']);
/** A larger number is a slip of the finger, not a server. */
const MOST_IN_FLIGHT = 256;

/**
 * @typedef {object} GivenEndpoint
 * @property {import('../../src/playground/endpoint/automated-endpoint').EndpointOptions} options with the key
 * @property {string} origin that the page has to be allowed
 * @property {number} waitMs
 */

/**
 * @param {Partial<Record<keyof typeof ENDPOINT_OPTIONS | 'model' | 'plan' | 'device', string>>} values
 * @param {NodeJS.ProcessEnv} env
 * @returns {GivenEndpoint | null} null for a model of the page's own
 */
export function endpointOption(values, env) {
  const { endpoint } = values;
  if (endpoint === undefined) {
    for (const name of Object.keys(ENDPOINT_OPTIONS)) {
      if (name in values) throw new UsageError(`--${name} goes with --endpoint.`);
    }
    return null;
  }
  for (const name of /** @type {const} */ (['model', 'plan', 'device'])) {
    if (values[name] !== undefined) throw new UsageError(`--${name} is of a model in the page: leave out --endpoint.`);
  }
  const reading = readAddress(endpoint);
  if (reading.kind === 'problem') throw new UsageError(`--endpoint: ${reading.message}`);
  return {
    origin: reading.address.origin,
    waitMs: 1000 * whole('--wait', values.wait ?? '300', 0),
    options: {
      address: endpoint,
      key: keyIn(values['key-env'], env),
      kind: values.dialect === undefined ? null : oneOf('--dialect', SERVER_KINDS, values.dialect),
      model: values['endpoint-model'] ?? null,
      top: values.top === undefined ? null : whole('--top', values.top, 1),
      missing: oneOf('--missing', MISSING_RULES, values.missing ?? 'bounded'),
      promptStyle: oneOf('--prompt-style', PROMPT_STYLES, values['prompt-style'] ?? 'instruct'),
      inFlight: whole('--in-flight', values['in-flight'] ?? '4', 1, MOST_IN_FLIGHT),
    },
  };
}

/**
 * @param {string | undefined} name
 * @param {NodeJS.ProcessEnv} env
 */
function keyIn(name, env) {
  if (name === undefined) return null;
  const key = env[name]?.trim();
  // What was typed may be the key itself by mistake, so it is not repeated.
  if (!key) throw new UsageError('--key-env: no environment variable of that name is set. It takes a name, not a key.');
  return key;
}

/**
 * @param {string} option
 * @param {string} value
 * @param {number} least
 * @param {number} [most]
 */
function whole(option, value, least, most = Number.MAX_SAFE_INTEGER) {
  const number = finiteNumber(option, value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  throw new UsageError(`${option}: give a whole number from ${least}${upTo}.`);
}

/**
 * @template {string} Name
 * @param {string} option
 * @param {readonly Name[]} names
 * @param {string} value
 * @returns {Name}
 */
function oneOf(option, names, value) {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new UsageError(`${option}: ${value} is none of ${names.join(', ')}.`);
  return found;
}
