/** What shorter signals save and cost: tokens, and problems solved, for each variant of format v1. */
import path from 'node:path';
import { runnerImport } from 'vite';
import { REPOSITORY } from '../lib/repository.mjs';
import { print } from './figures.mjs';

const PROBLEMS = Number(process.env.PROBLEMS ?? 25);
/** One problem per line; the bundled ones where none is named. `training/emit_problems.py` writes held-out ones. */
const FILE = process.env.PROBLEM_FILE ?? null;

/**
 * What test/verify/signal-variants.ts exports; its own types belong to another realm.
 * @typedef {object} SignalFigures
 * @property {number} problems
 * @property {number} solved
 * @property {number} forwardedTokens
 * @property {number} signals
 * @property {number} signalTokens
 * @property {number} repeatedTokens
 * @property {number} guidedTokens
 * @property {number} acceptedTokens
 */

export async function benchSignal() {
  const file = path.join(REPOSITORY, 'test', 'verify', 'signal-variants.ts');
  /** @type {{ module: { measureSignals: (file: string | null, most: number) => Promise<Record<string, SignalFigures>> } }} */
  const { module } = await runnerImport(file);
  const figures = await module.measureSignals(FILE, PROBLEMS);
  const [first] = Object.values(figures);
  for (const [name, each] of Object.entries(figures)) {
    const of = `${each.problems} problems, signal: ${name}`;
    print('solved', each.solved, 'problems', of);
    print('tokens of a signal', each.signalTokens / each.signals, 'tokens', of);
    print('of these the signal before began with', each.repeatedTokens / each.signals, 'tokens', of);
    print(
      'tokens forwarded',
      each.forwardedTokens / (first?.forwardedTokens ?? 1),
      'times',
      `the signal as it is; ${of}`,
    );
    print('guided tokens accepted from drafts', (100 * each.acceptedTokens) / each.guidedTokens, '%', of);
  }
}
