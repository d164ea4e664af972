import { useSignal } from '@preact/signals';
import { readAgentList } from '../../agents/agent-list';
import { writeConfigString } from '../../agents/config-string';
import type { FileProblem } from '../../agents/listed-agent';
import { DEFAULT_TEAM } from '../../experiments/default-team';
import type { Desk } from '../app/desk';
import { Provenance } from '../shared/Provenance';
import { AgentRows } from './AgentRows';
import { Definitions } from './Definitions';

/** Several agents on the problem of the playground: their list, how they stop each other, and how each is doing. */
export function AgentsScreen({ desk }: { desk: Desk }) {
  const { playground, agents, settings, checked, available } = desk;
  const draft = useSignal(agents.list.value.map(({ text }) => text).join('\n'));
  const written = useSignal(agents.list.value);
  const stopAtFirst = useSignal(true);
  const eachOfList = useSignal(false);
  // A file that was dropped has put other agents into the list.
  if (written.value !== agents.list.value) {
    written.value = agents.list.value;
    draft.value = agents.list.value.map(({ text }) => text).join('\n');
  }
  const read = readDraft(draft.value);
  const wrong = read.problems.filter(({ severity }) => severity === 'wrong');
  const problem = checked.value;
  const { reason } = available.value;
  const running = playground.run.value.kind === 'running' || playground.run.value.kind === 'preparing';
  const usable = read.agents.length > 0 && wrong.length === 0 && problem.kind === 'problem' && reason === null;

  const type = (text: string) => {
    draft.value = text;
    const { agents: list, problems } = readDraft(text);
    if (problems.some(({ severity }) => severity === 'wrong')) return;
    agents.set(list);
    written.value = agents.list.value;
  };
  const add = (lines: readonly string[]) =>
    type([...draft.value.split('\n').filter((line) => line.trim() !== ''), ...lines].join('\n'));
  const addCurrent = () => {
    const agent = settings.agent.value;
    if (agent === null) return;
    const { gamma, ...rest } = agent;
    add([writeConfigString({ settings: rest, gammas: [gamma] })]);
  };
  const run = () => {
    const limits = settings.limits.values.value;
    if (problem.kind !== 'problem' || limits === null) return;
    playground.startAgents(problem.problem, {
      configs: read.agents.map(({ config }) => config),
      stopAtFirst: stopAtFirst.value,
      eachOfList: eachOfList.value,
      limits,
      promptEdits: settings.prompts.edits.value,
    });
  };

  return (
    <div class="page agents">
      <section aria-labelledby="agents-title">
        <div class="panel-head">
          <h2 id="agents-title">Agents</h2>
          {playground.agents.value.length > 0 && <Provenance source="live" />}
          <span class="hint">
            on{' '}
            {problem.kind === 'problem'
              ? `“${problem.problem.title}”`
              : 'the problem of the playground, which has a field to correct'}
          </span>
        </div>
        <label class="setting-label" for="agents-list">
          One configuration per line, as a config string
        </label>
        <textarea
          id="agents-list"
          class="agents-list"
          rows={Math.max(3, Math.min(12, draft.value.split('\n').length + 1))}
          spellcheck={false}
          value={draft.value}
          placeholder={'ns4t1.0d8k1_ln,gamma=0.5|1|3\nns3t0.7d2k1_tok,trace=minimal,seed=7'}
          aria-describedby="agents-help agents-problems"
          aria-invalid={wrong.length > 0}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <p class="hint" id="agents-help">
          s, t, d and k after ns, t, d and k; _ln, _tok or _prf for the guidance strategy; everything else by name.
          Several strengths γ make a list that is tried in order. Files with agents can be dropped on the page.
        </p>
        <ul class="message" id="agents-problems">
          {wrong.map((each) => (
            <li key={`${each.where}${each.message}`}>
              {each.where}: {each.message}
            </li>
          ))}
        </ul>
        <div class="agents-actions">
          <button type="button" class="primary" disabled={!usable || running} onClick={run}>
            <span aria-hidden="true">▶</span> Run agents
          </button>
          <button type="button" disabled={!running} onClick={() => desk.stop()}>
            <span aria-hidden="true">■</span> Stop
          </button>
          <button type="button" class="quiet" disabled={settings.agent.value === null} onClick={addCurrent}>
            Add the settings of the playground
          </button>
          <button type="button" class="quiet" onClick={() => add(DEFAULT_TEAM)}>
            Add a team of {DEFAULT_TEAM.length}
          </button>
          <label class="check">
            <input
              type="checkbox"
              checked={stopAtFirst.value}
              onChange={(event) => {
                stopAtFirst.value = event.currentTarget.checked;
              }}
            />
            The first success stops the rest
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={eachOfList.value}
              disabled={stopAtFirst.value}
              onChange={(event) => {
                eachOfList.value = event.currentTarget.checked;
              }}
            />
            Try every γ of a list, also after one has passed
          </label>
        </div>
        {reason !== null && <p class="message">{reason}</p>}
        {reason === null && draft.value.trim() === '' && (
          <p class="hint">There is no agent yet: write one a line above, or add some with these buttons.</p>
        )}
      </section>
      <AgentRows desk={desk} />
      <Definitions />
    </div>
  );
}

/** Lines of the draft; what is wrong says in which line. */
function readDraft(text: string): ReturnType<typeof readAgentList> {
  const lines = text.split('\n').map((line) => line.trim());
  const read = lines.map((line) => (line === '' ? null : readAgentList(JSON.stringify([line]))));
  const problems: FileProblem[] = read.flatMap((each, i) =>
    (each?.problems ?? []).map((problem) => ({ ...problem, where: `Line ${i + 1}` })),
  );
  return { agents: read.flatMap((each) => each?.agents ?? []), problems };
}
