/** Breaks programs a little, by a seed: one place in the text becomes another that is as likely a mistake. */
import { seededRandom } from '../../src/guidance/rng';

const SWAPS: readonly (readonly [pattern: RegExp, to: (found: string) => string])[] = [
  [/ \+ /g, () => ' - '],
  [/ - /g, () => ' + '],
  [/ \* /g, () => ' + '],
  [/ \/\/ /g, () => ' / '],
  [/ % /g, () => ' // '],
  [/ == /g, () => ' != '],
  [/ != /g, () => ' == '],
  [/ <= /g, () => ' < '],
  [/ >= /g, () => ' > '],
  [/ < /g, () => ' <= '],
  [/ > /g, () => ' >= '],
  [/ and /g, () => ' or '],
  [/ or /g, () => ' and '],
  [/\bTrue\b/g, () => 'False'],
  [/\bnot in\b/g, () => 'in'],
  [/(?<![\w.'"])\d+(?![\w.'"])/g, (found) => String(Number(found) + 1)],
  [/(?<![\w.'"])\d+(?![\w.'"])/g, () => '0'],
  [/(?<=\breturn )\S.*/g, () => 'None'],
  [/\[(?=\w)/g, () => '[1 + '],
  [/ \+= /g, () => ' -= '],
  [/\bif /g, () => 'if not '],
  [/\bmax\(/g, () => 'min('],
  [/(?<=^ +)(?!def|class|if|for|while|else|elif|try|except|return|import|from|@|#|"|')\S.*=.*/gm, () => 'pass'],
  [/\.append\(/g, () => '.remove('],
];

/** A changed text, or null where nothing in it can be changed. It need not parse. */
export function mutate(program: string, seed: number, stream: number): string | null {
  const random = seededRandom(seed, stream);
  const places = SWAPS.flatMap(([pattern, to]) =>
    [...program.matchAll(pattern)].map((found) => ({ at: found.index, found: found[0], becomes: to(found[0]) })),
  ).filter(({ found, becomes }) => found !== becomes);
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return null;
  return program.slice(0, place.at) + place.becomes + program.slice(place.at + place.found.length);
}
