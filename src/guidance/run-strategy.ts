/** Any strategy by its name. */
import { assertNever } from './assert-never';
import { runBestOf } from './best-of-n';
import type { CancelSignal } from './cancellation';
import { runAgent } from './egcfg';
import type { RunInput } from './run-frame';
import { runSelfDebug } from './self-debug';
import type { Strategy } from './strategy';

/** Resolves when the run has ended for whatever reason; the last event says which. Never rejects. */
export function runStrategy(signal: CancelSignal, strategy: Strategy, input: RunInput): Promise<void> {
  switch (strategy.kind) {
    case 'egcfg':
      return runAgent(signal, strategy.control === undefined ? input : { ...input, control: strategy.control });
    case 'best-of-n':
      return runBestOf(signal, strategy.samples, input);
    case 'self-debug':
      return runSelfDebug(signal, strategy.rounds, input);
    default:
      return assertNever(strategy);
  }
}
