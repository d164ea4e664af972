import { writeConfigString } from '../../agents/config-string';
import type { AgentRun } from '../../playground/agent-runs';
import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';
import { ScrollRegion } from '../shared/ScrollRegion';
import { agentState } from './agent-state';

/** Every agent with how it is doing; any of them can be looked at in the playground. */
export function AgentRows({ desk }: { desk: Desk }) {
  const { playground } = desk;
  const runs = playground.agents.value;
  if (runs.length === 0) return null;
  const solved = runs.filter(({ view }) => view.value.outcome.kind === 'finished' && view.value.outcome.solved).length;
  return (
    <section aria-labelledby="agent-runs-title">
      <div class="panel-head">
        <h2 id="agent-runs-title">Runs</h2>
        <span class="hint" role="status">
          {counted(runs.length, 'agent')}, {solved} solved it
        </span>
      </div>
      <ScrollRegion class="scrolling" aria-label="Runs of the agents, scrolls sideways">
        <table class="figures-table agent-runs">
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col" class="number">
                γ
              </th>
              <th scope="col">State</th>
              <th scope="col" class="number">
                Visible
              </th>
              <th scope="col" class="number">
                Hidden
              </th>
              <th scope="col" class="number">
                Tokens forwarded
              </th>
              <th scope="col">Run</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run, agent) => (
              <AgentRow key={agent} desk={desk} agent={agent} run={run} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

function AgentRow({ desk, agent, run }: { desk: Desk; agent: number; run: AgentRun }) {
  const { playground } = desk;
  const view = run.view.value;
  const { gamma, ...settings } = run.settings;
  const { words, tone } = agentState(view);
  return (
    <tr class={playground.shownAgent.value === agent ? 'shown' : ''}>
      <th scope="row">
        <code>{writeConfigString({ settings, gammas: [1] })}</code>
      </th>
      <td class="number">{gamma}</td>
      <td class={`tone-${tone}`}>{words}</td>
      <td class="number">{share(view.visible)}</td>
      <td class="number">{share(view.hidden)}</td>
      <td class="number">{view.cost.forwardedTokens.toLocaleString('en')}</td>
      <td>
        <button
          type="button"
          class="quiet"
          aria-label={`Look at agent ${agent + 1}`}
          onClick={() => {
            playground.look(agent);
            window.location.hash = '#/playground';
          }}
        >
          Look
        </button>
      </td>
    </tr>
  );
}

function share(outcomes: AgentRun['view']['value']['visible']): string {
  return outcomes === null ? '' : `${outcomes.filter(({ kind }) => kind === 'passed').length} of ${outcomes.length}`;
}
