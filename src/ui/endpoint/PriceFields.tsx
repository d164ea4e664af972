import type { EndpointDesk } from '../../playground/endpoint/endpoint-desk';
import { numberProblem } from '../../playground/endpoint/endpoint-form';
import { NumberText } from './EndpointFields';

/** Prices are typed, since no server tells them; without them tokens are counted alone. */
export function PriceFields({ endpoint }: { endpoint: EndpointDesk }) {
  const form = endpoint.form.value;
  return (
    <fieldset class="endpoint-prices">
      <legend>Price of a million tokens, if it has one</legend>
      <NumberText
        id="endpoint-input-price"
        label="Read"
        placeholder="none"
        value={form.inputPrice}
        problem={numberProblem('inputPrice', form.inputPrice)}
        onType={(inputPrice) => endpoint.change({ inputPrice })}
      />
      <NumberText
        id="endpoint-output-price"
        label="Written"
        placeholder="none"
        value={form.outputPrice}
        problem={numberProblem('outputPrice', form.outputPrice)}
        onType={(outputPrice) => endpoint.change({ outputPrice })}
      />
      <NumberText
        id="endpoint-cached-price"
        label="Read from its memory"
        placeholder="as read"
        value={form.cachedPrice}
        problem={numberProblem('cachedPrice', form.cachedPrice)}
        onType={(cachedPrice) => endpoint.change({ cachedPrice })}
      />
    </fieldset>
  );
}
