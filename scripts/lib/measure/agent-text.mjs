/** Agents as config strings, with one setting changed. */
import { readConfigString, writeConfigString } from '../experiments.mjs';

/**
 * @param {string} text
 * @param {Partial<import('../../../src/guidance/agent').AgentSettings>} changes
 * @returns {string}
 */
export function changed(text, { gamma, ...settings }) {
  const { config } = known(text);
  return writeConfigString({
    settings: { ...config.settings, ...settings },
    gammas: gamma === undefined ? config.gammas : [gamma],
  });
}

/** @param {string} text */
export function strength(text) {
  return known(text).config.gammas[0] ?? 1;
}

/** @param {string} text */
export function settingsOf(text) {
  return known(text).config.settings;
}

/** @param {string} text */
function known(text) {
  const read = readConfigString(text);
  if (read.kind !== 'agent') throw new Error(`${text} is no agent`);
  return read;
}
