/** A token's numbers in one line, for who points at it or hears it. */
import type { TokenChoice } from '../../guidance/ports';
import { fixed, percent } from '../shared/numbers';
import { changedByGuidance, chosenAlternative, plainFavourite } from './lens';
import { spokenText } from './visible-text';

export function shortForm(choice: TokenChoice, guided: boolean): string {
  const chosen = chosenAlternative(choice);
  const p = chosen === null ? '' : `P ${percent(chosen.logP)}`;
  if (choice.source === 'forced') return p === '' ? 'given' : `given; ${p}`;
  if (!guided || chosen === null) return p;
  const plain = plainFavourite(choice);
  return [
    `${p}, Pc ${percent(chosen.logPc)}, G ${percent(chosen.logG)}`,
    `moved ${fixed(choice.klGuidedFromPlain, 2)} nats`,
    ...(changedByGuidance(choice) && plain !== null ? [`without guidance ${nameOf(plain.text)}`] : []),
  ].join('; ');
}

/** As it stands in a sentence. */
export function nameOf(text: string): string {
  return text.trim() === '' ? spokenText(text) : `“${text.trim()}”`;
}
