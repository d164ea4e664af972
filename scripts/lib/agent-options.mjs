/** `--set name=value`: settings of the agent that differ from the page's own. */

/** Names in src/guidance/agent.ts; a test compares them. */
export const AGENT_SETTINGS = [
  'gamma',
  'candidates',
  'temperature',
  'horizonLines',
  'refreshEvery',
  'topP',
  'seed',
  'finishOnPass',
  'topProbsMask',
  'epsilon',
  'promptType',
  'guidance',
  'candidateSignal',
  'partialSignal',
  'traceFormat',
  'traceBudget',
  'retries',
  'earlyStop',
  'maxLines',
  'maxTokens',
];

/**
 * Settings that are one of some names, as src/guidance/agent.ts has them; a test compares them.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const NAMED_SETTINGS = {
  promptType: ['built-in', 'instruct', 'long-code', 'chat'],
  guidance: ['line', 'token', 'persistent-prefix'],
  traceFormat: ['short', 'full', 'minimal', 'budgeted', 'published'],
};

/** A message for whoever typed the command. */
export class UsageError extends Error {}

/**
 * @param {readonly string[]} assignments `name=value`, value a number, true, false, null or a name
 * @returns {Record<string, number | boolean | string | null>}
 */
export function agentOverrides(assignments) {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
      if (name === 'gamma' || name === 'seed') throw new UsageError(`${name} has an option of its own.`);
      if (!AGENT_SETTINGS.includes(name)) {
        throw new UsageError(`--set ${assignment}: choose one of ${AGENT_SETTINGS.join(', ')}.`);
      }
      return [name, settingValue(assignment, name, value)];
    }),
  );
}

/**
 * @param {string} assignment
 * @param {string} name
 * @param {string} value
 */
function settingValue(assignment, name, value) {
  const names = Object.hasOwn(NAMED_SETTINGS, name) ? NAMED_SETTINGS[name] : undefined;
  if (names !== undefined) {
    if (names.includes(value)) return value;
    if (name === 'promptType' && value === 'null') return null;
    throw new UsageError(`--set ${assignment}: choose one of ${names.join(', ')}.`);
  }
  if (value === 'true') return true;
  if (value === 'false') return false;
  if (value === 'null') return null;
  return finiteNumber(`--set ${assignment}`, value);
}

/**
 * @param {string} what for the message
 * @param {string} value
 */
export function finiteNumber(what, value) {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number))
    throw new UsageError(`${what}: ${value || 'nothing'} is no number.`);
  return number;
}
