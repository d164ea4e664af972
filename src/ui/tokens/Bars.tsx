import type { Reweighed } from '../../guidance/other-gammas/reweigh';
import type { Alternative, TokenChoice } from '../../guidance/ports';
import { Term } from '../glossary/Term';
import { percent, probability } from '../shared/numbers';
import { gammaText } from './gamma-words';
import { TokenText } from './TokenChip';

const STREAMS = [
  { key: 'logP', name: 'P', words: 'plain' },
  { key: 'logPc', name: 'Pc', words: 'with the signal' },
  { key: 'logG', name: 'G', words: 'guided' },
] as const;

/** How many alternatives are drawn; the rest of the distribution is named in one row. */
const SHOWN = 6;

interface BarsProps {
  readonly choice: TokenChoice;
  readonly guided: boolean;
  /** G at the slider's strength in place of the run's; null where the slider stands at the run's. */
  readonly at: { readonly gamma: number; readonly told: Reweighed } | null;
  /** Id of the alternative whose numbers the formula shows. */
  readonly picked: number;
  readonly onPick: (id: number) => void;
}

interface Row {
  readonly alternative: Alternative;
  readonly logG: number | null;
}

export function Bars({ choice, guided, at, picked, onPick }: BarsProps) {
  const winner = at?.told.winner.id ?? choice.id;
  const rows = rowsOf(choice, at?.told ?? null, winner);
  // Without a signal the three are one, and drawing it three times would claim otherwise.
  const streams = guided ? STREAMS : STREAMS.slice(0, 1);
  return (
    <table class={guided ? 'bars' : 'bars bars-single'}>
      <caption class="unseen">Probabilities of the best alternatives under the three distributions</caption>
      <thead>
        <tr>
          <th scope="col">token</th>
          {streams.map(({ key, name, words }) => (
            <th key={key} scope="col" class={`stream-${name}`}>
              <Term id={name}>{name}</Term>{' '}
              <span class="hint">{key === 'logG' && at !== null ? `at γ = ${gammaText(at.gamma)}` : words}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ alternative, logG }) => (
          <tr key={alternative.id} class={alternative.id === winner ? 'chosen' : ''}>
            <th scope="row" class="bars-token">
              <button
                type="button"
                class="token"
                aria-pressed={alternative.id === picked}
                title="Show this one in the formula"
                onClick={() => onPick(alternative.id)}
              >
                {alternative.id === winner && <span class="unseen">chosen: </span>}
                <TokenText text={alternative.text} />
              </button>
            </th>
            {streams.map(({ key, name }) => {
              const log = key === 'logG' ? logG : alternative[key];
              return (
                <td key={key} class={`stream-${name}`}>
                  {log === null ? (
                    <span class="hint">not kept</span>
                  ) : (
                    <>
                      <Bar share={probability(log)} />
                      <span class="bar-number">{percent(log)}</span>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By G as it is shown, best first; the winner, the run's choice and P's favourite are always among them. */
function rowsOf(choice: TokenChoice, told: Reweighed | null, winner: number): Row[] {
  const rows = choice.top.map(
    (alternative, i): Row => ({
      alternative,
      logG: told === null ? alternative.logG : (told.logG[i] ?? null),
    }),
  );
  const sorted = rows.sort((a, b) => (b.logG ?? 0) - (a.logG ?? 0) || a.alternative.id - b.alternative.id);
  const favourite = [...rows].sort((a, b) => b.alternative.logP - a.alternative.logP)[0]?.alternative.id;
  const needed = new Set([winner, choice.id, favourite]);
  const rest = Math.max(0, SHOWN - rows.filter(({ alternative }) => needed.has(alternative.id)).length);
  let free = rest;
  return sorted.filter(({ alternative }) => needed.has(alternative.id) || free-- > 0);
}

function Bar({ share }: { share: number }) {
  // A hair stays visible for what is nearly impossible, so that no bar looks like a missing one.
  const width = share === 0 ? 0 : Math.max(0.6, share * 100);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" width="100" height="10" />
      <rect class="bar-fill" width={width} height="10" />
    </svg>
  );
}
