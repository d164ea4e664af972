/** Says that the run on the screen was brought back, or cannot be kept. */
import { focusControls } from '../shared/keep-focus';
import type { Desk } from './desk';
import type { KeptRunDesk } from './keep-run';

export function KeptRunNote({ desk, kept }: { desk: Desk; kept: KeptRunDesk }) {
  const { cut, problem } = kept;
  const restored = cut.value !== null && desk.playground.run.value.kind === 'ended';
  if (!restored && problem.value === null) return null;
  return (
    <aside class="link-note" aria-label="Your run">
      {restored && (
        <div class="link-note-actions" role="status">
          <span>The page was left while a run was under way. It is kept as far as it came.</span>
          <button
            type="button"
            disabled={!desk.available.value.primaryEnabled}
            onClick={() => {
              const lane = desk.branches.lanes.peek().find(({ log }) => log === cut.peek());
              cut.value = null;
              if (lane === undefined || lane.origin === null) desk.run();
              else desk.branches.again(lane);
            }}
          >
            Make it again
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              cut.value = null;
              focusControls();
            }}
          >
            Dismiss
          </button>
        </div>
      )}
      {problem.value !== null && (
        <p class="message" role="alert">
          {problem.value}
        </p>
      )}
    </aside>
  );
}
