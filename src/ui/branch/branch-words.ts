/** What a lane is, in words: where it leaves the other run, and with what. */
import type { AgentSettings } from '../../guidance/agent';
import type { RunLane } from '../../playground/branches';
import type { BranchStart } from '../../playground/given-ids';
import type { RunHistory } from '../../playground/run-log';
import type { RunView } from '../../runs/run-view';
import { fixed } from '../shared/numbers';
import { spokenText } from '../tokens/visible-text';

export function laneName(lane: RunLane, lanes: readonly RunLane[]): string {
  const alike = lanes.filter((other) => (other.origin === null) === (lane.origin === null));
  const number = alike.findIndex(({ id }) => id === lane.id) + 1;
  if (lane.origin !== null) return `Branch ${number}`;
  return alike.length === 1 ? 'Original' : `Original ${number}`;
}

export function laneWords(lane: RunLane, lanes: readonly RunLane[]): string {
  const view = lane.log.view.value;
  const agent = lane.origin?.request.agent ?? view.started?.agent;
  if (agent === undefined) return '';
  if (lane.origin === null) return `${view.started?.problem.title ?? ''}: ${strength(agent)}, seed ${agent.seed}`;
  const { parent, request } = lane.origin;
  const from = lanes.find(({ id }) => id === parent);
  const before = from?.log.view.value.started?.agent;
  return [
    startWords(request.start),
    ...(from === undefined ? [] : [`of ${laneName(from, lanes)}`]),
    `with ${[
      `${agent.gamma === before?.gamma ? 'the same ' : ''}${strength(agent)}`,
      `${agent.seed === before?.seed ? 'the same seed' : `seed ${agent.seed}`}`,
    ].join(' and ')}`,
  ].join(' ');
}

function startWords(start: BranchStart): string {
  if (start.kind === 'edited') return `From your edit of the first ${linesOf(start.text)} lines`;
  const { place, token } = start;
  const line = `line ${place.line + 1}`;
  if (token !== null) return `From ${line}, token ${place.tokens + 1}, with “${shownToken(token.text)}” there,`;
  return place.tokens === 0 ? `From the start of ${line}` : `From ${line}, token ${place.tokens + 1},`;
}

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function shownToken(text: string): string {
  return text.trim() === '' ? spokenText(text) : text.trim();
}

function strength({ gamma }: AgentSettings): string {
  return `γ ${fixed(gamma, gamma % 1 === 0 ? 0 : 2)}`;
}

/** Which of them a reload brings back; `leftOut` is null where it brings back none. */
export function keptWords(lanes: readonly RunLane[], leftOut: ReadonlySet<RunHistory> | null): string {
  if (leftOut === null) return 'Lanes stay for as long as this page is open. Save makes a file of one.';
  const lost = lanes.filter(({ log }) => leftOut.has(log)).map((lane) => laneName(lane, lanes));
  if (lost.length === 0) return 'A reload of this tab brings all lanes back. Save makes a file of one.';
  return `A reload of this tab loses ${listed(lost)}: newer lanes take the room, or it was deleted under Storage. Save makes a file of one.`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export type LaneState = { readonly tone: 'pass' | 'fail' | 'open' | 'stopped'; readonly words: string };

export function laneState({ outcome, started, lines }: RunView): LaneState {
  switch (outcome.kind) {
    case 'finished':
      return outcome.solved ? { tone: 'pass', words: '✓ solved' } : { tone: 'fail', words: '✗ not solved' };
    case 'stopped':
      return { tone: 'stopped', words: '■ stopped' };
    case 'failed':
      return { tone: 'fail', words: `! ${outcome.message} ${outcome.advice}` };
    case 'open':
      return { tone: 'open', words: started === null ? '… waits for the engines' : `… line ${lines.length}` };
  }
}
