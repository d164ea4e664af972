/**
 * Examples in a docstring as asserts: `>>> f(1)` with its result below, `f(1) -> 2`, `f(1) == 2`, `f(1) # returns 2`,
 * `Input: 1` with `Output: 2`, `For x = 1 the output should be 2`.
 */
import { balanced, leadingCall, leadingLiteral, tokensOf } from './python-text';

/** Between a call and its value. Longest first. */
const ARROW =
  /^\s*(?:#\s*)?(?:==+>|=+>|-+>|➞|→|===?|=|should return|returns?|gives|is|evaluates to|:)\s*(?:returns?\s+)?/i;

export function docstringExamples(docstring: string, entryPoint: string): string[] {
  const lines = docstring.split('\n');
  const found: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim();
    if (line.startsWith('>>>')) {
      const { assertion, last } = doctest(lines, i, entryPoint);
      if (assertion !== null && callsIt(assertion, entryPoint)) found.push(assertion);
      else if (assertion === null) found.push(...inlineExamples(line.slice(3).trim(), '', entryPoint));
      i = last;
    } else found.push(...inlineExamples(line, lines[i + 1]?.trim() ?? '', entryPoint));
  }
  return [...new Set([...found, ...(found.length === 0 ? worded(docstring, entryPoint) : [])])];
}

function callsIt(assertion: string, entryPoint: string): boolean {
  const tokens = tokensOf(assertion);
  return tokens.some((token, i) => token === entryPoint && tokens[i + 1] === '(');
}

/** A doctest that begins at a line; `last` is the last line that belongs to it. */
function doctest(
  lines: readonly string[],
  first: number,
  entryPoint: string,
): { assertion: string | null; last: number } {
  let last = first;
  let source = (lines[first] ?? '').trim().slice(3).trim();
  while ((lines[last + 1] ?? '').trim().startsWith('...')) source += `\n${(lines[++last] ?? '').trim().slice(3)}`;
  const expected: string[] = [];
  while (isResult(lines[last + 1], entryPoint)) expected.push((lines[++last] ?? '').trim());
  const call = withoutComment(source);
  // A statement has no value, and neither has what printed nothing.
  if (expected.length === 0 || /^\w+\s*=[^=]/.test(call)) return { assertion: null, last };
  const literal = valueAt(expected.join('\n'));
  return { assertion: literal === null ? null : `assert ${call} == ${literal}`, last };
}

function isResult(line: string | undefined, entryPoint: string): boolean {
  const text = line?.trim() ?? '';
  return text !== '' && !text.startsWith('>>>') && leadingCall(text, entryPoint) === null;
}

function withoutComment(source: string): string {
  return tokensOf(source)
    .filter((token) => !token.startsWith('#'))
    .join('')
    .trim();
}

function inlineExamples(line: string, next: string, entryPoint: string): string[] {
  const found: string[] = [];
  const tokens = tokensOf(line);
  let at = 0;
  for (const token of tokens) {
    const start = at;
    at += token.length;
    if (token !== entryPoint) continue;
    const call = leadingCall(line.slice(start), entryPoint);
    if (call === null || !balanced(call) || !hasValues(call, entryPoint)) continue;
    const rest = line.slice(start + call.length);
    const arrow = ARROW.exec(rest);
    if (arrow === null) continue;
    const value = rest.slice(arrow[0].length);
    const literal = valueAt(value.trim() === '' ? next : value);
    if (literal !== null) found.push(`assert ${call} == ${literal}`);
  }
  return found;
}

/** Arguments that are values: `f(n) == 1` in a sentence is no example. */
function hasValues(call: string, entryPoint: string): boolean {
  const inside = call.slice(call.indexOf('(') + 1, -1);
  if (inside.trim() === '') return true;
  return leadingLiteral(`[${inside.replace(/\b\w+\s*=(?!=)/g, '')}]`) !== null && entryPoint !== '';
}

/** A value as people write it in prose: `true` is True, and of `19 - 5 - 6 = 8` the 8. */
function valueAt(text: string): string | null {
  const written = text.trimStart().replace(/^(true|false)\b/, (word) => (word === 'true' ? 'True' : 'False'));
  const literal = leadingLiteral(written);
  if (literal === null) return null;
  const rest = written.slice(literal.length);
  if (/^[\w"']/.test(rest)) return null;
  if (!/^\s*[-+*/%]\s*[\d(]/.test(rest)) return literal;
  const result = /=\s*([^=]+)$/.exec(rest.split('\n')[0] ?? '')?.[1];
  return result === undefined ? null : leadingLiteral(result);
}

const INPUT = /(?:\bInputs?\s*:|\bFor\b)\s*/g;
const OUTPUT = /(?:\bOutput\s*:|\b(?:output|result) (?:should be|is|would be|will be)\b|\bshould return\b)\s*/;

/** How far behind its input an output may stand. */
const REACH = 300;

function worded(docstring: string, entryPoint: string): string[] {
  const found: string[] = [];
  for (const match of docstring.matchAll(INPUT)) {
    const rest = docstring.slice(match.index + match[0].length);
    const output = OUTPUT.exec(rest.slice(0, REACH));
    if (output === null) continue;
    const values = namedValues(rest.slice(0, output.index));
    const literal = valueAt(rest.slice(output.index + output[0].length));
    if (values !== null && literal !== null) found.push(`assert ${entryPoint}(${values.join(', ')}) == ${literal}`);
  }
  return found;
}

/** `[1, 2]`, `x = 1, y = 2` or these on lines of their own, and nothing else but words like "the"; null where it is none. */
function namedValues(text: string): string[] | null {
  const values: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const name = /^(?:and\s+)?[A-Za-z_]\w*\s*=\s*/.exec(rest)?.[0] ?? '';
    const after = rest.slice(name.length);
    const literal = leadingLiteral(after);
    if (literal === null) return /^(?:the|,)\s*$/.test(rest) && values.length > 0 ? values : null;
    values.push(literal);
    rest = after.slice(after.indexOf(literal) + literal.length).replace(/^[\s,]+/, '');
  }
  return values.length > 0 ? values : null;
}
