import { AboutFooter } from '../about/AboutFooter';
import { ControlBar } from '../controls/ControlBar';
import { EditorPanel } from '../editor/EditorPanel';
import { EnginesPanel } from '../engines/EnginesPanel';
import { Header } from '../header/Header';
import { LinePanel } from '../line/LinePanel';
import { ProblemPanel } from '../problem/ProblemPanel';
import { ResultsPanel } from '../results/ResultsPanel';
import { TokenPanel } from '../tokens/TokenPanel';
import { Announcer } from './Announcer';
import type { Desk } from './desk';

export function App({ desk }: { desk: Desk }) {
  return (
    <>
      <a class="skip" href="#code">
        Skip to the code
      </a>
      <div class="screen">
        <Header theme={desk.settings.theme} />
        <ControlBar desk={desk} />
        <main class="columns">
          <div class="column column-problem">
            <ProblemPanel desk={desk} />
            <EnginesPanel desk={desk} />
          </div>
          <div class="column column-code">
            <EditorPanel desk={desk} />
            <ResultsPanel desk={desk} />
            <TokenPanel desk={desk} />
          </div>
          <div class="column column-line">
            <LinePanel desk={desk} />
          </div>
        </main>
      </div>
      <AboutFooter />
      <Announcer desk={desk} />
    </>
  );
}
