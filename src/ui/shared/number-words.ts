/** Small numbers in words, for sentences. */

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
] as const;

/** "three tests", "1,204 tokens". */
export function numberOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${WORDS[count] ?? count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
}

/** "the third", "number 14"; counts from 0. */
export function ordinal(index: number): string {
  const word = ORDINALS[index];
  return word === undefined ? `number ${index + 1}` : `the ${word}`;
}
