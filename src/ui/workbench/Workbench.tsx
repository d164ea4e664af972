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

/** One problem, one run: the screen that opens first. What was known at the moment above, and the story of its line. */
export function Workbench({ desk }: { desk: Desk }) {
  return (
    <div class="workbench">
      <ControlBar desk={desk} />
      <Timeline desk={desk} />
      <main class="bench">
        <div class="columns">
          <div class="column column-problem">
            <ProblemPanel desk={desk} />
          </div>
          <div class="column column-code">
            <EditorPanel desk={desk} />
          </div>
          <div class="column column-result">
            <GuessPanel desk={desk} />
            <ResultsPanel desk={desk} />
            <BranchPanel desk={desk} />
            <EnginesPanel desk={desk} />
          </div>
        </div>
        <LinePanel desk={desk}>
          <TokenPanel desk={desk} />
        </LinePanel>
      </main>
    </div>
  );
}
