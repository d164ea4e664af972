import { sizeWarning } from '../../report/plain-words';
import type { Report } from '../../report/report-schema';
import { shortSha, weightsNote } from '../../report/weights-note';
import type { Desk } from '../app/desk';
import { DEVICE_NAMES } from '../engines/ModelStatus';
import { Provenance, shortHash } from '../shared/Provenance';

/** Which weights, which settings, and what to be careful about. */
export function ReportHead({ desk, report }: { desk: Desk; report: Report }) {
  const state = desk.playground.model.value;
  const note = weightsNote(report, state.kind === 'ready' ? state.description : null);
  const few = sizeWarning(report);
  const device = report.device === 'webgpu' ? DEVICE_NAMES.webgpu : DEVICE_NAMES.wasm;
  return (
    <section aria-labelledby="report-title" class="report-part">
      <div class="panel-head">
        <h2 id="report-title">How well it works</h2>
        <Provenance source="report">weights {shortHash(report.weightsSha256)}</Provenance>
      </div>
      <p>
        Everything on this page was measured, none of it typed by hand: the built-in model <b>{report.model}</b> with
        the weights <code title={report.weightsSha256}>{shortSha(report.weightsSha256)}…</code>, on {device}, in the
        same page that you are in. {note.kind !== 'other-weights' && note.text}
      </p>
      {note.kind === 'other-weights' && (
        <p class="message" role="status">
          {note.text}
        </p>
      )}
      {few !== null && (
        <p class="message" role="status">
          {few}
        </p>
      )}
      <p class="hint">
        A problem is solved when every visible test passes. Each figure comes with the interval in which the true one
        lies with 95 % confidence, as far as chance goes: where two intervals overlap, look at the difference, not at
        the dots.
      </p>
    </section>
  );
}
