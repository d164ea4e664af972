/** Which function does an assert call? Problem sets such as MBPP do not say. */

/** What tests wrap around the call they test. */
const WRAPPERS = new Set(
  (
    'abs all any bool bytes callable chr complex dict divmod enumerate filter float format frozenset hash hex int ' +
    'isinstance issubclass iter len list map max min next not oct ord pow print range repr reversed round set ' +
    'sorted str sum tuple type zip and or in is if else lambda assert'
  ).split(' '),
);

/** A string (triple quotes first), a comment, a name, or any other character. */
const TOKEN =
  /[rbuf]{0,2}(?:"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*|[\p{L}_][\p{L}\p{N}_]*|\s+|./gisu;

/**
 * @param {string} assertion Python
 * @returns {string | null} the first called name that is no built-in and no method; else the first called name
 */
export function entryPointOf(assertion) {
  const tokens = (assertion.match(TOKEN) ?? []).filter((token) => token.trim() !== '' && !token.startsWith('#'));
  const called = tokens.filter(
    (token, i) => /^[\p{L}_]/u.test(token) && !/["']$/.test(token) && tokens[i + 1] === '(' && tokens[i - 1] !== '.',
  );
  return called.find((name) => !WRAPPERS.has(name)) ?? called.find((name) => !isKeyword(name)) ?? null;
}

/** @param {string} name */
function isKeyword(name) {
  return /^(not|and|or|in|is|if|else|lambda|assert)$/.test(name);
}
