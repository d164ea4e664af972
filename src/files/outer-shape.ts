/** The outermost shape of JSON whose end may be missing: enough to tell what a large file is from its first part. */

export type OuterShape =
  | { readonly kind: 'list-of-texts' }
  | { readonly kind: 'list-of-objects' }
  /** `lists`: every value seen is a list. */
  | { readonly kind: 'object'; readonly keys: ReadonlySet<string>; readonly lists: boolean }
  | { readonly kind: 'other' };

/** Comments after `#` and `//` are passed over. */
export function outerShape(text: string): OuterShape {
  const tokens = tokensOf(text);
  const [first, second] = [tokens.next().value, tokens.next().value];
  if (first === '[') {
    if (second === undefined || second === ']' || second.startsWith('"')) return { kind: 'list-of-texts' };
    return second === '{' ? { kind: 'list-of-objects' } : { kind: 'other' };
  }
  if (first !== '{') return { kind: 'other' };
  const keys = new Set<string>();
  let lists = true;
  let depth = 1;
  let previous = '{';
  let token: string | undefined = second;
  while (token !== undefined && depth > 0) {
    if (depth === 1 && token === ':' && previous.startsWith('"')) keys.add(previous.slice(1, -1));
    if (depth === 1 && previous === ':' && token !== '[') lists = false;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    previous = token;
    token = tokens.next().value;
  }
  return { kind: 'object', keys, lists: lists && keys.size > 0 };
}

function* tokensOf(text: string): Generator<string, undefined> {
  const pattern = /"(?:[^"\\]|\\.)*"?|[[\]{}:,]|(?:#|\/\/)[^\n]*|[^\s[\]{}:,"#/]+|\//g;
  for (const [token] of text.matchAll(pattern)) if (!/^(#|\/\/)/.test(token)) yield token;
}
