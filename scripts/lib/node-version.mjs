/** Says plainly when Node is too old, before a tool fails with something unreadable. */

export const OLDEST_NODE = '20.19.0';

/**
 * @param {string} version of the running Node, as `process.versions.node` gives it
 * @param {string} oldest
 * @returns {string | null} a message, or null when the version will do
 */
export function nodeProblem(version, oldest = OLDEST_NODE) {
  const have = version.split('.').map((part) => Number.parseInt(part, 10));
  const need = oldest.split('.').map((part) => Number.parseInt(part, 10));
  for (let i = 0; i < need.length; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference > 0) return null;
    if (difference < 0) {
      return `This needs Node ${oldest} or newer; you have ${version}. Install a current one from https://nodejs.org and run the command again.`;
    }
  }
  return null;
}

/** Ends the process with the message when Node is too old. */
export function requireNode() {
  const problem = nodeProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
}
