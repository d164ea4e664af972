import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';
import { Candidates } from './Candidates';
import { Executions } from './Executions';

/** The first two steps of a line's story alone, for a figure. */
export function CandidatesAndRuns({ desk }: { desk: Desk }) {
  const pointed = useSignal<number | null>(null);
  return (
    <div class="candidates-and-runs">
      <div>
        <Candidates desk={desk} pointed={pointed} />
      </div>
      <div>
        <Executions desk={desk} />
      </div>
    </div>
  );
}
