/** The call in an assert, as the published format shows it. */

/**
 * `f(1, [2])` of `assert f(1, [2]) == 3`: the call that the asserted expression begins with, wrapping brackets and
 * what follows left out. null where it begins with anything else.
 */
export function invocationOf(test: string): string | null {
  const found = /^\s*assert\b[\s(]*(?=[^\W\d]\w*\s*\()/.exec(test);
  if (found === null) return null;
  const call = test.slice(found[0].length);
  let depth = 0;
  let quote = '';
  for (let i = 0; i < call.length; i++) {
    const char = call.charAt(i);
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return call.slice(0, i + 1);
  }
  return null;
}
