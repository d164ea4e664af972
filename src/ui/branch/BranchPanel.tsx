/** All lanes that came of a run, and the one on the screen beside the one it comes from. */
import { EVENT_FORMAT } from '../../guidance/events';
import type { RunLane } from '../../playground/branches';
import type { Desk } from '../app/desk';
import { fileName, saveFile } from '../shared/save-file';
import { keptWords, laneName, laneState, laneWords } from './branch-words';
import { LaneCode } from './LaneCode';
import { pairOfCodes } from './lane-code';

export function BranchPanel({ desk }: { desk: Desk }) {
  const { lanes, shown } = desk.branches;
  if (lanes.value.length === 0) return null;
  const pair = pairOf(lanes.value, shown.value);
  return (
    <section class="panel branches" aria-labelledby="branches-title">
      <h2 id="branches-title">Branches</h2>
      <ul class="lanes">
        {lanes.value.map((lane) => (
          <LaneRow key={lane.id} desk={desk} lane={lane} isShown={lane.id === shown.value?.id} />
        ))}
      </ul>
      <p class="hint">{keptWords(lanes.value, desk.keeping.value?.leftOut.value ?? null)}</p>
      {pair !== null && <Pair lanes={lanes.value} pair={pair} />}
    </section>
  );
}

function LaneRow({ desk, lane, isShown }: { desk: Desk; lane: RunLane; isShown: boolean }) {
  const { branches, playground } = desk;
  const { lanes } = branches;
  const name = laneName(lane, lanes.value);
  const view = lane.log.view.value;
  const { tone, words } = laneState(view);
  const ended = view.outcome.kind !== 'open' || playground.run.value.kind === 'ended';
  return (
    <li class="lane" data-lane={lane.id} aria-current={isShown}>
      <button type="button" class="quiet lane-show" aria-pressed={isShown} onClick={() => branches.show(lane.id)}>
        {name}
      </button>
      <span class={`lane-state tone-${tone}`}>{words}</span>
      <span class="hint lane-words">{laneWords(lane, lanes.value)}</span>
      <span class="lane-buttons">
        <button type="button" class="quiet" disabled={!ended} onClick={() => branches.play(lane.id)}>
          Play<span class="unseen"> {name}</span>
        </button>
        <button type="button" class="quiet" disabled={!ended} onClick={() => saveLane(lane, name)}>
          Save<span class="unseen"> {name}</span>
        </button>
        {lane.origin !== null && (
          <button type="button" class="quiet" disabled={!ended} onClick={() => branches.remove(lane.id)}>
            Remove<span class="unseen"> {name}</span>
          </button>
        )}
      </span>
    </li>
  );
}

function Pair({ lanes, pair }: { lanes: readonly RunLane[]; pair: readonly [RunLane, RunLane] }) {
  const [from, branch] = pair;
  const { first, second, line } = pairOfCodes(from.log.view.value, branch.log.view.value);
  const names = pair.map((lane) => laneName(lane, lanes));
  return (
    <>
      <p class="hint">
        {line === null
          ? `${names[1]} has not parted from ${names[0]}.`
          : `${names[1]} parts from ${names[0]} in line ${line + 1}, at the marked token.`}{' '}
        What was given to a branch is faint.
      </p>
      <div class="lane-pair">
        <LaneCode name={names[0] ?? ''} pieces={first} />
        <LaneCode name={names[1] ?? ''} pieces={second} />
      </div>
    </>
  );
}

/** The shown branch with the run it comes from; of an original the newest of its branches. */
function pairOf(lanes: readonly RunLane[], shown: RunLane | null): readonly [RunLane, RunLane] | null {
  const branch =
    shown !== null && shown.origin !== null
      ? shown
      : (lanes.findLast((lane) => lane.origin !== null && (shown === null || lane.origin.parent === shown.id)) ?? null);
  const from = lanes.find((lane) => lane.id === branch?.origin?.parent);
  return branch === null || from === undefined ? null : [from, branch];
}

function saveLane({ log }: RunLane, name: string): void {
  const problem = log.view.value.started?.problem.id ?? 'run';
  const text = `${JSON.stringify({ format: EVENT_FORMAT, events: log.events })}\n`;
  saveFile(fileName(`${problem} ${name}`, 'json'), text, 'application/json');
}
