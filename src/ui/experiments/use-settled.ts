/**
 * Figures of a table that fills: made again when rows have come, but never so often that making them is what the page
 * does. The resampling of ten thousand rows takes a second, and the table may then wait ten.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ResultRow } from '../../experiments/result-row';
import type { ExperimentRunner } from '../../experiments/runner';

const LEAST_WAIT_MS = 500;
/** So many times what it took the last time. */
const WAIT_FACTOR = 10;

export function useSettled<T>(runner: ExperimentRunner, make: (rows: readonly ResultRow[]) => T): T {
  const rows = runner.rows.value;
  const { baseline } = runner.experiment.value;
  const busy = runner.isBusy;
  const [made, setMade] = useState(() => make(runner.ordered()));
  const last = useRef({ atMs: 0, tookMs: 0, rows, baseline });
  useEffect(() => {
    if (last.current.rows === rows && last.current.baseline === baseline && last.current.atMs > 0) return;
    const again = () => {
      const startedMs = performance.now();
      setMade(make(runner.ordered()));
      last.current = { atMs: performance.now(), tookMs: performance.now() - startedMs, rows, baseline };
    };
    const wait = Math.max(LEAST_WAIT_MS, WAIT_FACTOR * last.current.tookMs);
    const restMs = busy ? last.current.atMs + wait - performance.now() : 0;
    if (restMs <= 0) {
      again();
      return;
    }
    const timer = setTimeout(again, restMs);
    return () => clearTimeout(timer);
  }, [rows, baseline, busy]);
  return made;
}
