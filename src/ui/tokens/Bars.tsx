import type { Alternative, TokenChoice } from '../../guidance/ports';
import { percent, probability } from '../shared/numbers';
import { TokenText } from './TokenChip';

const STREAMS = [
  { key: 'logP', name: 'P', words: 'plain', title: 'Plain: the model has read the problem and the code' },
  { key: 'logPc', name: 'Pc', words: 'with the signal', title: 'Conditional: it has read the signal as well' },
  { key: 'logG', name: 'G', words: 'guided', title: 'Guided: what the token is chosen from' },
] as const;

/** How many alternatives are drawn; the rest of the distribution is named in one row. */
const SHOWN = 6;

export function Bars({ choice, guided }: { choice: TokenChoice; guided: boolean }) {
  const rows = choice.top.slice(0, SHOWN);
  // Without a signal the three are one, and drawing it three times would claim otherwise.
  const streams = guided ? STREAMS : STREAMS.slice(0, 1);
  return (
    <table class={guided ? 'bars' : 'bars bars-single'}>
      <caption class="unseen">Probabilities of the best alternatives under the three distributions</caption>
      <thead>
        <tr>
          <th scope="col">token</th>
          {streams.map(({ key, name, words, title }) => (
            <th key={key} scope="col" class={`stream-${name}`} title={title}>
              {name} <span class="hint">{words}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((alternative) => (
          <BarRow
            key={alternative.id}
            alternative={alternative}
            streams={streams}
            chosen={alternative.id === choice.id}
          />
        ))}
      </tbody>
    </table>
  );
}

interface BarRowProps {
  readonly alternative: Alternative;
  readonly streams: readonly (typeof STREAMS)[number][];
  readonly chosen: boolean;
}

function BarRow({ alternative, streams, chosen }: BarRowProps) {
  return (
    <tr class={chosen ? 'chosen' : ''}>
      <th scope="row" class="bars-token" title={chosen ? 'chosen' : undefined}>
        {chosen && <span class="unseen">chosen: </span>}
        <span class="token">
          <TokenText text={alternative.text} />
        </span>
      </th>
      {streams.map(({ key, name }) => (
        <td key={key} class={`stream-${name}`}>
          <Bar share={probability(alternative[key])} />
          <span class="bar-number">{percent(alternative[key])}</span>
        </td>
      ))}
    </tr>
  );
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
