/**
 * Engines for work in the background. The first lane is the page's own engines, which answer one call after another and
 * so serve both; each further lane has a model worker and a Python of its own, until it is closed. A model
 * behind an endpoint answers all lanes.
 */
import { ModelClient } from '../clients/model/model-client';
import { PythonClient } from '../clients/python/python-client';
import type { Lane } from '../experiments/run-one';
import type { ProblemTest } from '../problems/problem-test';
import type { Engines } from './engines';

export interface Lanes {
  /** At least one. */
  readonly lanes: readonly Lane[];
  /** Why there are fewer than were asked for, in words. */
  readonly shortage: string | null;
  close(): void;
}

export async function openLanes(engines: Engines, count: number): Promise<Lanes> {
  const own = await engines.ready();
  const lanes: Lane[] = [{ ...own, prepare: (signal, problem) => engines.preparePackages(signal, problem) }];
  const loading = new AbortController();
  const closers: (() => void)[] = [() => loading.abort()];
  let shortage: string | null = null;
  while (lanes.length < count) {
    const { shared } = engines;
    const own = new ModelClient();
    const model = shared ?? own;
    const python = new PythonClient();
    const close = () => {
      own.dispose();
      void python.dispose();
    };
    try {
      await Promise.all([shared === null ? engines.another(loading.signal, own) : null, python.start(() => {})]);
    } catch (thrown) {
      // Fewer lanes are slower and nothing else.
      close();
      shortage = thrown instanceof Error ? thrown.message : String(thrown);
      break;
    }
    closers.push(close);
    lanes.push({
      model,
      interpreter: engines.judged(python),
      prepare: (signal, { setup, packages, visibleTests, hiddenTests }) => {
        const tests: ProblemTest[] = [...visibleTests, ...hiddenTests];
        return python.prepare(signal, { setup, packages, tests });
      },
    });
  }
  const close = () => {
    for (const end of closers.splice(0)) end();
  };
  return { lanes, shortage, close };
}
