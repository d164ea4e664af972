/**
 * JSON as people keep it: a byte order mark before it and comments after `#` or `//`, as documentation shows them, are
 * let pass. Everything else that is no JSON is told with its line and column.
 */

export type ReadJson =
  | { readonly kind: 'json'; readonly value: unknown }
  /** A sentence without a full stop: where, and what was expected. */
  | { readonly kind: 'no-json'; readonly reason: string };

export function readJsonText(text: string): ReadJson {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return { kind: 'no-json', reason: 'it is empty' };
  const strict = parse(content);
  if (strict.kind === 'json' || !/#|\/\//.test(content)) return strict;
  const tolerant = parse(withoutComments(content));
  return tolerant.kind === 'json' ? tolerant : strict;
}

function parse(content: string): ReadJson {
  try {
    return { kind: 'json', value: JSON.parse(content) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const said = message.replace(/\s*(in JSON)?\s*at position \d+.*$/s, '').replace(/^JSON\.parse: /, '');
    const where = position === undefined ? '' : ` at ${place(content, Number(position))}`;
    const atEnd = position !== undefined && Number(position) >= content.trimEnd().length;
    const cut = atEnd || /end of (JSON )?(input|data)|unterminated/i.test(message) ? ', so it is cut short' : '';
    return { kind: 'no-json', reason: `it is no JSON: ${said}${where}${cut}` };
  }
}

/** Line and column, from 1, of an index in a text. */
export function place(content: string, index: number): string {
  const before = content.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Comments become blanks, so that positions stay; what is in quotes stays as it is. */
function withoutComments(content: string): string {
  return content.replace(/"(?:[^"\\\n]|\\.)*"|(?:#|\/\/)[^\n]*/g, (part) =>
    part.startsWith('"') ? part : ' '.repeat(part.length),
  );
}
