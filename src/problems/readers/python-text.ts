/** Just enough of Python's spelling to take tests out of text and to write values into it; nothing of it is run. */

/** What tests wrap around the call they test. */
const WRAPPERS = new Set(
  (
    'abs all any bool bytes callable chr complex dict divmod enumerate filter float format frozenset hash hex int ' +
    'isinstance issubclass iter len list map max min next not oct ord pow print range repr reversed round set ' +
    'sorted str sum tuple type zip and or in is if else lambda assert'
  ).split(' '),
);

/** A string (triple quotes first), a comment, a name, white space, or any other character. */
const TOKEN =
  /[rbuf]{0,2}(?:"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*|[\p{L}_][\p{L}\p{N}_]*|\s+|./gisu;

/** The tokens of some Python, white space and comments among them; joined they are the text again. */
export function tokensOf(python: string): string[] {
  return python.match(TOKEN) ?? [];
}

export function isName(token: string | undefined): boolean {
  return token !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(token);
}

/** The first called name that is no built-in and no method; else the first called name; null where nothing is called. */
export function entryPointOf(assertion: string): string | null {
  const tokens = tokensOf(assertion).filter((token) => token.trim() !== '' && !token.startsWith('#'));
  const called = tokens.filter((token, i) => isName(token) && tokens[i + 1] === '(' && tokens[i - 1] !== '.');
  return called.find((name) => !WRAPPERS.has(name)) ?? called.find((name) => !isKeyword(name)) ?? null;
}

function isKeyword(name: string): boolean {
  return /^(not|and|or|in|is|if|else|lambda|assert)$/.test(name);
}

/** The text with one name for another, wherever it stands as a name. */
export function renamed(python: string, name: string, other: string): string {
  const tokens = tokensOf(python);
  return tokens.map((token, i) => (token === name && tokens[i - 1] !== '.' ? other : token)).join('');
}

/** Statements of a block, each of one logical line: what is open in brackets or triple quotes goes on. */
export function logicalLines(python: string): string[] {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  for (const token of tokensOf(python)) {
    if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
    if (depth === 0 && /^\s+$/.test(token) && token.includes('\n') && !line.endsWith('\\')) {
      lines.push(line);
      line = token.slice(token.lastIndexOf('\n') + 1);
    } else line += token;
  }
  lines.push(line);
  return lines.filter((one) => one.trim() !== '');
}

/** The literal that a text begins with, or null: numbers, texts, and lists, tuples, sets and dicts of them. */
export function leadingLiteral(text: string): string | null {
  let taken = '';
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (depth === 0 && isComplete(taken) && !/^[\w.]/.test(token)) break;
    if (/^[([{]$/.test(token)) {
      if (depth === 0 && taken.trim() !== '' && !/^[-+]$/.test(taken.trim())) break;
      depth++;
    } else if (/^[)\]}]$/.test(token)) {
      if (depth === 0) break;
      depth--;
    } else if (isName(token) && !/^(True|False|None|[eEjJ]|e\d+|\d+)$/.test(token)) {
      if (depth === 0) break;
      return null;
    } else if (
      depth === 0 &&
      !/^\s+$/.test(token) &&
      !/^([-+.\d]|[rbu]{0,2}["'].*|True|False|None|[ejEJ]\d*)$/is.test(token)
    )
      break;
    taken += token;
  }
  const literal = taken.trim().replace(/\.$/, '');
  return depth === 0 && isComplete(literal) ? literal : null;
}

function isComplete(text: string): boolean {
  const t = text.trim();
  return (
    /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?j?$/i.test(t) ||
    /^(True|False|None)$/.test(t) ||
    (/^[([{]/.test(t) && balanced(t)) ||
    (/^[rbu]{0,2}["']/i.test(t) && tokensOf(t).length === 1 && t.length > 1)
  );
}

/** Whether every bracket and every quote is closed, each by its own kind: what is not can be no Python. */
export function balanced(python: string): boolean {
  const open: string[] = [];
  for (const token of tokensOf(python)) {
    if (token === '"' || token === "'") return false;
    if (/^[([{]$/.test(token)) open.push(token);
    else if (/^[)\]}]$/.test(token) && open.pop() !== OPENERS[token]) return false;
  }
  return open.length === 0;
}

const OPENERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The call of `name` that a text begins with, or null. */
export function leadingCall(text: string, name: string): string | null {
  if (!new RegExp(`^${name}\\s*\\(`).test(text)) return null;
  let depth = 0;
  let taken = '';
  for (const token of tokensOf(text)) {
    taken += token;
    if (token === '(') depth++;
    else if (token === ')') {
      depth--;
      if (depth === 0) return taken;
    }
  }
  return null;
}
