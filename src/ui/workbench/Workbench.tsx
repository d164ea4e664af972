import type { Desk } from '../app/desk';
import { BranchPanel } from '../branch/BranchPanel';
import { ControlBar } from '../controls/ControlBar';
import { EditorPanel } from '../editor/EditorPanel';
import { EnginesPanel } from '../engines/EnginesPanel';
import { GuessPanel } from '../guess/GuessPanel';
import { LinePanel } from '../line/LinePanel';
import { ProblemPanel } from '../problem/ProblemPanel';
import { ResultsPanel } from '../results/ResultsPanel';
import { Timeline } from '../timeline/Timeline';
import { TokenPanel } from '../tokens/TokenPanel';

/** One problem, one run: the screen that opens first. */
export function Workbench({ desk }: { desk: Desk }) {
  return (
    <div class="workbench">
      <ControlBar desk={desk} />
      <Timeline desk={desk} />
      <main class="columns">
        <div class="column column-problem">
          <ProblemPanel desk={desk} />
          <EnginesPanel desk={desk} />
        </div>
        <div class="column column-code">
          <EditorPanel desk={desk} />
          <ResultsPanel desk={desk} />
          <TokenPanel desk={desk} />
          <BranchPanel desk={desk} />
        </div>
        <div class="column column-line">
          <GuessPanel desk={desk} />
          <LinePanel desk={desk} />
        </div>
      </main>
    </div>
  );
}
