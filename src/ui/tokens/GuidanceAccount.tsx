/** What guidance did to this run, in the run's own terms, and what its branches say of it. */
import { accountOf } from '../../runs/setbacks';
import type { Desk } from '../app/desk';
import { laneName } from '../branch/branch-words';
import { isEmbedded } from '../embed/embed-request';
import { accountWords, comparedWords } from './setback-words';

export function GuidanceAccount({ desk }: { desk: Desk }) {
  const view = desk.view.value;
  const { started, outcome } = view;
  if (started === null || outcome.kind !== 'finished' || started.strategy.kind !== 'egcfg') return null;
  const { gamma } = started.agent;
  const words = accountWords(accountOf(view), view);
  const { branches } = desk;
  const isOwn = desk.playground.log === branches.log;
  const worse = outcome.solved || gamma === 0 || !isOwn ? null : comparedWords(gamma, solvedWithout(desk));
  const mayTry = isOwn && !isEmbedded() && !outcome.solved && gamma !== 0 && worse === null && words.length > 0;
  if (words.length === 0 && worse === null) return null;
  return (
    <div class="account">
      <p>
        {words.join(' ')} {worse !== null && <b class="tone-fail">{worse}</b>}
      </p>
      {mayTry && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            const seed = branches.own.value?.seed ?? started.agent.seed;
            branches.start({ kind: 'place', place: { line: 0, tokens: 0 }, token: null }, { gamma: 0, seed });
          }}
        >
          See what γ = 0 writes
        </button>
      )}
    </div>
  );
}

/** Lanes and agents on the same problem that solved it without guidance, from its beginning. */
function solvedWithout({ branches, playground, view }: Desk): { name: string; gamma: number }[] {
  const problem = view.value.started?.problem;
  const solved = (run: typeof view) => {
    const { started, outcome } = run.value;
    const fromStart = started?.forced.length === 0;
    const isSame = JSON.stringify(started?.problem) === JSON.stringify(problem);
    return fromStart && isSame && outcome.kind === 'finished' && outcome.solved ? started.agent.gamma : null;
  };
  const lanes = branches.lanes.value.map((lane) => ({
    name: laneName(lane, branches.lanes.value),
    gamma: solved(lane.log.view),
  }));
  const agents = playground.agents.value.map((agent, i) => ({ name: `agent ${i + 1}`, gamma: solved(agent.view) }));
  return [...lanes, ...agents].flatMap(({ name, gamma }) => (gamma === null ? [] : [{ name, gamma }]));
}
