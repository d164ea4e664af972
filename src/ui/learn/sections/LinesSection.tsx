import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import type { Exhibit } from '../exhibit';
import { Figure } from '../Figure';
import { type LineFact, lineFacts } from '../facts';
import { Player } from '../Player';
import { WithRun } from '../WithRun';

/** A line is the smallest step that can be run, and every line makes other continuations possible. */
export function LinesSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="rescue">
      {(events) => {
        const lines = lineFacts(events);
        const guided = lines.filter(({ sampled }) => sampled > 0);
        const turned = guided.find(({ changed }) => changed > 0);
        const next = turned === undefined ? undefined : guided.find(({ line }) => line > turned.line);
        return (
          <>
            <p>
              Running whole programs and keeping the best says nothing about where the others went wrong. Running after
              every token would mostly run fragments. A line is the smallest step after which code can be completed and
              run, so the signal is made anew at every line (or every <Term id="refresh">k-th</Term>).
            </p>
            <p>
              It must be anew, because each written line changes what can follow.
              {turned !== undefined && next !== undefined && (
                <>
                  {' '}
                  Here, before line {turned.line + 1}, {turned.passing} of {turned.sampled} candidates pass; guidance
                  changes {turned.changed === 1 ? 'one token' : `${turned.changed} tokens`} of that line, and before
                  line {next.line + 1} it is {next.passing} of {next.sampled}.
                </>
              )}{' '}
              Play it, or press a line to go there.
            </p>
            <Figure desk={desk} events={events} at={lines[0]?.moment ?? 1} title="The whole run, line by line">
              {(exhibit) => (
                <>
                  <Player exhibit={exhibit} />
                  <LineTable exhibit={exhibit} lines={lines} />
                </>
              )}
            </Figure>
          </>
        );
      }}
    </WithRun>
  );
}

function LineTable({ exhibit, lines }: { exhibit: Exhibit; lines: readonly LineFact[] }) {
  const { playhead } = exhibit.desk;
  const position = playhead.position.value;
  const here = lines.find(({ moment }) => moment >= position)?.line;
  return (
    <table class="figures-table line-table">
      <thead>
        <tr>
          <th scope="col">line</th>
          <th scope="col">as written</th>
          <th scope="col" class="number">
            candidates that pass
          </th>
          <th scope="col" class="number">
            tokens changed
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, text, sampled, passing, changed, moment }) => (
          <tr key={line} class={line === here ? 'here' : ''}>
            <th scope="row">
              <button type="button" class="quiet" onClick={() => playhead.seek(moment)}>
                {line + 1}
              </button>
            </th>
            <td>
              <code>{moment <= position ? text : ''}</code>
            </td>
            <td class="number">{sampled === 0 ? 'not guided' : `${passing} of ${sampled}`}</td>
            <td class="number">{changed === 0 ? '' : changed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
