import { PAPER, PUBLISHED_TABLES } from '../../../experiments/published';
import type { RunEvent } from '../../../guidance/events';
import { decodeCosts } from '../../../runs/decode-costs';
import { foldRun } from '../../../runs/run-view';
import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import { grouped } from '../../shared/numbers';
import { Provenance, shortHash } from '../../shared/Provenance';
import { answerFacts, sampleFacts } from '../facts';
import { WithRun } from '../WithRun';

/** What guidance is paid with, beside the two obvious ways to spend less. */
export function CostSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="plain">
      {(plain) => (
        <WithRun desk={desk} run="samples">
          {(samples) => (
            <WithRun desk={desk} run="rescue">
              {(guided) => <Costs plain={plain} samples={samples} guided={guided} />}
            </WithRun>
          )}
        </WithRun>
      )}
    </WithRun>
  );
}

interface CostsProps {
  readonly plain: readonly RunEvent[];
  readonly samples: readonly RunEvent[];
  readonly guided: readonly RunEvent[];
}

function Costs({ plain, samples, guided }: CostsProps) {
  const costs = decodeCosts(guided);
  const sampled = sampleFacts(samples);
  const tokens = (events: readonly RunEvent[]) => foldRun(events).cost.forwardedTokens;
  const times = tokens(guided) / tokens(plain);
  const rows = [
    { name: 'plain decoding', events: plain },
    { name: `best of ${sampled?.of ?? 'N'} samples`, events: samples },
    { name: 'guided, line by line', events: guided },
  ];
  const most = Math.max(...rows.map(({ events }) => tokens(events)));
  const model = foldRun(guided).started?.model;
  return (
    <>
      <p>
        Looking costs. Every guided line samples candidates, runs them, and reads a second prompt. Here guidance sends{' '}
        {times.toFixed(1)} times as many tokens through the network as plain decoding does, on the same problem:
      </p>
      <figure class="exhibit">
        <div class="exhibit-body">
          <table class="figures-table cost-table">
            <thead>
              <tr>
                <th scope="col">strategy</th>
                <th scope="col">
                  <Term id="forwarded">tokens forwarded</Term>
                </th>
                <th scope="col" class="number">
                  <Term id="session-run">session runs</Term>
                </th>
                <th scope="col" class="number">
                  visible tests
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, events }) => {
                const { passed, total } = answerFacts(events);
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>
                      <span class="cost-bar" style={{ '--share': String(tokens(events) / most) }} aria-hidden="true" />
                      {grouped(tokens(events))}
                    </td>
                    <td class="number">{grouped(foldRun(events).cost.sessionRuns)}</td>
                    <td class="number">
                      {passed} of {total}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <figcaption>
          <span>
            One problem, three strategies{' '}
            {model !== undefined && <Provenance source="recorded">weights {shortHash(model.weightsSha256)}</Provenance>}
          </span>
        </figcaption>
      </figure>
      <p>
        It could cost more. Candidates are read once and then serve as drafts of the line: of{' '}
        {grouped(costs.guidedTokens)} guided tokens {grouped(costs.acceptedTokens)} stood in a draft and needed no step
        of their own. A loop that reads prompt, signal and code anew for every token, as the published local code does,
        would forward {grouped(costs.published)} for this run.
      </p>
      <p>
        <Term id="best-of-n">Sampling whole programs</Term> is the strategy to beat: it also uses the tests, and is
        cheaper where the model often finds a right program by chance
        {sampled === null ? '' : ` (here ${sampled.passing} of ${sampled.of} samples pass)`}. One problem proves nothing
        either way: <a href="#/results">the measured results</a> have both over many problems, at equal cost.
      </p>
      <PublishedClaim />
    </>
  );
}

/** The paper's claim for its own small model, in the paper's figures. */
function PublishedClaim() {
  const table = PUBLISHED_TABLES[0];
  const rows = table?.rows.filter(({ model }) => model === table.rows[0]?.model) ?? [];
  const [baseline, guided] = rows;
  const from = baseline?.accuracy[0];
  const to = guided?.accuracy[0];
  if (table === undefined || baseline === undefined || from == null || to == null) return null;
  return (
    <p>
      <Provenance source="published" /> With {baseline.model} on {table.benchmarks[0]} the{' '}
      <a href={PAPER.url} target="_blank" rel="noreferrer">
        paper
      </a>{' '}
      reports {from} % without and {to} % with guidance. There a problem counts as solved if any of many{' '}
      <Term id="agent">agents</Term> solves it, and the tests that choose are the tests that score.
    </p>
  );
}
