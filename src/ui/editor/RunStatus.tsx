import type { Desk } from '../app/desk';
import { playFirstRun } from '../app/opening';
import { isEmbedded } from '../embed/embed-request';
import { backToOwnRun, ownRun } from '../recordings/show-moment';
import { ShareMenu } from '../share/ShareMenu';
import { Bar, ProgressBar } from '../shared/ProgressBar';
import { Provenance } from '../shared/Provenance';
import { restartWords } from './restart-words';
import { madeWith, runWords } from './run-words';
import { stageOf } from './stage';

export function RunStatus({ desk }: { desk: Desk }) {
  const { playground, playhead, source } = desk;
  const view = desk.view.value;
  const run = playground.run.value.kind;
  const playing = playhead.playing.value;
  const recorded = source.value === 'recorded';
  const first = desk.recordings.run('first').value;
  const title = view.started?.problem.title;
  return (
    <div class="run-status">
      <div class="panel-head">
        <h2 id="code-title">{title === undefined || title.trim() === '' ? 'Solution' : title}</h2>
        {recorded && <Provenance source="recorded" word="Recorded run" />}
        {source.value === 'live' && <Provenance source="live" />}
        <span class={`run-words${run === 'running' || run === 'preparing' || playing ? ' busy' : ''}`}>
          {runWords(run, view, playhead.following.value)}
        </span>
        {recorded && <RecordedButtons desk={desk} replaying={playing} />}
        {recorded && ownRun.value !== null && (
          <button type="button" class="quiet" onClick={() => backToOwnRun(desk)}>
            Back to your run
          </button>
        )}
        <ShareMenu desk={desk} />
      </div>
      {source.value === 'none' && first.kind === 'failed' && (
        <p class="message" role="status">
          {first.message} {first.advice}{' '}
          <button type="button" class="quiet" onClick={() => void playFirstRun(desk)}>
            Try again
          </button>
        </p>
      )}
      {run === 'preparing' && <EngineProgress desk={desk} />}
      <StageBar desk={desk} />
      {view.restarts.length > 0 && <p class="hint restarted">{restartWords(view)}</p>}
      {view.started !== null && (
        <p class="hint made-with">
          {recorded ? 'Recorded with ' : 'Made with '}
          {madeWith(view)}
          {recorded && !isEmbedded() && '. Press Run for a new one.'}
        </p>
      )}
    </div>
  );
}

/** How far the run is with what its words say; where tokens come they are what moves. */
function StageBar({ desk: { playground, playhead } }: { desk: Desk }) {
  const view = playground.view.value;
  if (playground.run.value.kind !== 'running' || !playhead.following.value) return null;
  const { kind, words, fraction } = stageOf(view);
  return kind === 'writing' ? null : (
    <div class="stage-bar">
      <Bar label={words} fraction={fraction} />
    </div>
  );
}

/** What the run waits for, beside what waits. */
function EngineProgress({ desk: { playground } }: { desk: Desk }) {
  const model = playground.model.value;
  const python = playground.python.value;
  return (
    <>
      {model.kind === 'loading' && <ProgressBar {...model.progress} />}
      {python.kind === 'starting' && <ProgressBar {...python.progress} />}
      {python.kind === 'ready' && python.packages?.progress != null && <ProgressBar {...python.packages.progress} />}
    </>
  );
}

function RecordedButtons({ desk, replaying }: { desk: Desk; replaying: boolean }) {
  return replaying ? (
    <button type="button" class="quiet" onClick={() => desk.playRecording('end')}>
      Show the end
    </button>
  ) : (
    <button type="button" class="quiet" onClick={() => desk.playRecording('play')}>
      Play again
    </button>
  );
}
