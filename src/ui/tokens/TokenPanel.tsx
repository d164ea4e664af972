import { useSignal } from '@preact/signals';
import type { LineView, RunView } from '../../runs/run-view';
import { setbacksOf } from '../../runs/setbacks';
import type { Desk } from '../app/desk';
import { BranchForm } from '../branch/BranchForm';
import { isEmbedded } from '../embed/embed-request';
import { Term } from '../glossary/Term';
import { Disclosure } from '../shared/Disclosure';
import { RunProvenance } from '../shared/RunProvenance';
import { roveOnArrows } from '../shared/roving';
import { GammaLens } from './GammaLens';
import { lineAt, runOptions, SCALE_NATS, shade } from './lens';
import { shortForm } from './short-form';
import { TokenChip, TokenText } from './TokenChip';
import { TokenDetail } from './TokenDetail';

export function TokenPanel({ desk }: { desk: Desk }) {
  const line = desk.shownLine.value;
  const shown = desk.shownToken.value;
  const view = desk.view.value;
  const options = runOptions(view);
  const peeked = useSignal<number | null>(null);
  const gamma = desk.lensGamma.value;
  const reweighed = line === null || options === null ? [] : lineAt(line, gamma ?? options.gamma, options);
  const setbacks = line === null ? [] : setbacksOf(line);
  const guided = line !== null && line.signal !== null;
  const choice = shown === null ? undefined : line?.tokens[shown];
  const told = shown === null ? null : (reweighed[shown] ?? null);
  const title = `Tokens of ${line === null ? 'the line' : `line ${line.line + 1}`}`;
  const problem = view.started?.problem.title;
  return (
    // The article has several, of different problems.
    <section class="panel tokens" aria-label={problem === undefined ? title : `${title}: ${problem}`}>
      <div class="panel-head">
        <h2>{title}</h2>
        <RunProvenance desk={desk} />
        <Legend />
      </div>
      {line === null || line.tokens.length === 0 ? (
        <p class="empty">{emptyWords(line)}</p>
      ) : (
        <>
          <div class="chips" role="toolbar" aria-label="Tokens" onKeyDown={roveOnArrows}>
            {line.tokens.map((token, i) => {
              const other = gamma === null ? null : (reweighed[i]?.winner ?? null);
              return (
                <TokenChip
                  key={i}
                  choice={token}
                  index={i}
                  guided={guided}
                  picked={i === shown}
                  otherwise={other !== null && other.id !== token.id ? other : null}
                  setback={setbacks.some((one) => one.token === i)}
                  onPick={desk.pickToken}
                  onPeek={(index) => {
                    peeked.value = index;
                  }}
                />
              );
            })}
          </div>
          <Peek line={line} index={peeked.value ?? shown} guided={guided} />
        </>
      )}
      {guided && options === null && <p class="hint">{notHeldWords(view)}</p>}
      {line !== null && guided && options !== null && line.tokens.length > 0 && (
        <GammaLens view={view} line={line} options={options} reweighed={reweighed} lensGamma={desk.lensGamma} />
      )}
      {choice !== undefined && shown !== null && view.started !== null && line !== null && (
        <>
          <TokenDetail
            choice={choice}
            run={view.started.agent}
            guided={guided}
            options={options}
            at={gamma !== null && told !== null ? { gamma, told } : null}
            setback={setbacks.find((one) => one.token === shown) ?? null}
          />
          {desk.playground.log === desk.branches.log && !isEmbedded() && (
            <Disclosure
              summary="Branch here: what if?"
              body={() => (
                <BranchForm key={`${line.line} ${shown}`} desk={desk} choice={choice} line={line.line} token={shown} />
              )}
            />
          )}
        </>
      )}
    </section>
  );
}

function notHeldWords({ started }: RunView): string {
  return started?.gammas === undefined
    ? 'This run was saved by a page that kept less of each token: what other strengths would choose cannot be shown.'
    : 'Its model tells only a few tokens of each distribution: what other strengths would choose cannot be known.';
}

function emptyWords(line: LineView | null): string {
  if (line === null)
    return 'Every token appears here with its three probabilities: plain, with the signal, and guided.';
  if (line.given) return 'This line was given to the branch: nothing of it was chosen here.';
  return line.end === null
    ? 'The first token of this line is still to come.'
    : 'No token stands on this line: the answer ended here.';
}

/** Height and shade of a chip's bar say the same, so that neither has to be told by its colour. */
function Legend() {
  return (
    <p class="legend">
      <span class="unseen">How far guidance moved a token, KL in nats: </span>
      {SCALE_NATS.map((nats, i) => (
        <span key={nats} class="legend-step" style={{ '--shade': shade(nats).toFixed(2) }}>
          {nats}
          {i === SCALE_NATS.length - 1 ? '+' : ''}
        </span>
      ))}
      <span>
        <Term id="nat">nats</Term> <Term id="kl">moved</Term>
      </span>
      <span>underlined: guidance changed the choice</span>
    </p>
  );
}

/** One line on the token that is pointed at, else on the picked one. */
function Peek({ line, index, guided }: { line: LineView; index: number | null; guided: boolean }) {
  const choice = index === null ? undefined : line.tokens[index];
  if (choice === undefined || index === null) return null;
  return (
    <p class="peek">
      <span class="hint">{index + 1}</span>{' '}
      <b class="token">
        <TokenText text={choice.text} />
      </b>{' '}
      {shortForm(choice, guided)}
    </p>
  );
}
