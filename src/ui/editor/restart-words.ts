/** One sentence on a model that went down in the middle of a run. */
import { assertNever } from '../../guidance/assert-never';
import type { RestartView, RunView } from '../../runs/run-view';

/** Of the newest restart; empty where there was none. */
export function restartWords({ restarts }: RunView): string {
  const last = restarts.at(-1);
  if (last === undefined) return '';
  const often = restarts.length > 1 ? ` (${restarts.length} times in this run)` : '';
  const where = last.line === null ? '' : ` at line ${last.line + 1}`;
  return `${happened(last)}${where}; the model was started again${often} on ${
    last.event.device === 'wasm' ? 'the processor (WASM)' : 'the graphics device (WebGPU)'
  }${consequence(last)} and the run went on from there.`;
}

function happened({ event }: RestartView): string {
  switch (event.reason) {
    case 'device-lost':
      return 'The graphics device was lost';
    case 'out-of-memory':
      return 'Memory ran out';
    case 'model-crashed':
      return 'The model broke down';
    case 'model-restarted':
      return 'The model was ended';
    default:
      return assertNever(event.reason);
  }
}

function consequence({ event }: RestartView): string {
  if (event.maxBatch === null) return '';
  return event.maxBatch === 1
    ? ', samples one candidate at a time'
    : `, samples ${event.maxBatch} candidates at a time`;
}
