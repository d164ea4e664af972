/**
 * JSON whose numbers stay as they were written, and its values as Python text: a test that says 10000000000000000001 or
 * 1.0 must not become another number on the way.
 */
import { RowFault } from './row';

/** A number that a double does not write the same way. */
const KEPT = '\u0000number:';
const MAX_DEPTH = 100;

/** As JSON.parse. Throws SyntaxError. */
export function parseKeepingNumbers(json: string): unknown {
  const kept = json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/gs, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : JSON.stringify(KEPT + token),
  );
  return JSON.parse(kept);
}

/** A value as a Python literal. */
export function pythonLiteral(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new RowFault('a value of a test is nested too deeply');
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.startsWith(KEPT) ? value.slice(KEPT.length) : pythonText(value);
  if (Array.isArray(value)) return `[${value.map((one) => pythonLiteral(one, depth + 1)).join(', ')}]`;
  const entries = Object.entries(value);
  return `{${entries.map(([key, one]) => `${pythonText(key)}: ${pythonLiteral(one, depth + 1)}`).join(', ')}}`;
}

/** As Python's `repr` writes it, for what is ASCII. */
export function pythonText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = [...text].map((c) => {
    if (c === '\\') return '\\\\';
    if (c === quote) return `\\${c}`;
    if (c === '\n') return '\\n';
    if (c === '\r') return '\\r';
    if (c === '\t') return '\\t';
    const code = c.codePointAt(0) ?? 0;
    if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code >= 0xd800 && code <= 0xdfff ? `\\u${code.toString(16)}` : c;
  });
  return quote + inside.join('') + quote;
}

/** A value as a program would print it. */
export function printedText(value: unknown): string {
  if (typeof value === 'string' && !value.startsWith(KEPT)) return value;
  return pythonLiteral(value);
}
