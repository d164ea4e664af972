/** How sure a choice is that was made from lists of the likeliest tokens, in one sentence. */
import { assertNever } from '../../guidance/assert-never';
import type { TokenChoice } from '../../guidance/ports';

/** null where whole distributions were known, or nothing was chosen. */
export function certaintyWords({ certainty }: TokenChoice): string | null {
  switch (certainty) {
    case undefined:
      return null;
    case 'certain':
      return 'Decided from the server’s lists of likeliest tokens, and certain: no token that they lack could have won.';
    case 'listed':
      return 'Decided from the server’s lists: the best of all that they show; a token that neither has could have won.';
    case 'bound':
      return 'Decided from the server’s lists with a bound in place of a probability that one lacks: the true value could have changed it.';
    default:
      return assertNever(certainty);
  }
}
