import { useId } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { roveOnArrows } from '../shared/roving';
import { TokenChip } from './TokenChip';
import { TokenDetail } from './TokenDetail';

export function TokenPanel({ desk }: { desk: Desk }) {
  // There may be several on a page: the article has some.
  const titleId = useId();
  const line = desk.shownLine.value;
  const shown = desk.shownToken.value;
  const token = desk.token.value;
  const started = desk.view.value.started;
  return (
    <section class="panel tokens" aria-labelledby={titleId}>
      <div class="panel-head">
        <h2 id={titleId}>Tokens of {line === null ? 'the line' : `line ${line.line + 1}`}</h2>
        <p class="legend">
          <span class="legend-scale" aria-hidden="true" />
          shade: how far guidance moved the token; underlined: it changed the choice
        </p>
      </div>
      {line === null || line.tokens.length === 0 ? (
        <p class="empty">
          {line === null
            ? 'Every token appears here with its three probabilities: plain, with the signal, and guided.'
            : line.end === null
              ? 'The first token of this line is still to come.'
              : 'No token stands on this line: the answer ended here.'}
        </p>
      ) : (
        <div class="chips" role="toolbar" aria-label="Tokens" onKeyDown={roveOnArrows}>
          {line.tokens.map((choice, i) => (
            <TokenChip key={i} choice={choice} index={i} picked={i === shown} onPick={desk.pickToken} />
          ))}
        </div>
      )}
      {token !== null && started !== null && line !== null && (
        <TokenDetail choice={token} gamma={started.agent.gamma} guided={line.signal !== null} />
      )}
    </section>
  );
}
