/** What the published format needs to know of a program's lines, read from their first words. */
import type { ShownValue } from '../ports';

const FOR = /^\s*(async\s+)?for\b/;

/**
 * Whether a stop at `line` is a `for` header that takes its next value: the frame was last seen in the loop's body,
 * or at the header itself.
 */
export function isLaterTurn(source: readonly string[], line: number, lastSeen: number): boolean {
  const header = source[line - 1] ?? '';
  if (!FOR.test(header) || lastSeen < line) return false;
  for (let at = line + 1; at <= lastSeen; at++) {
    const text = source[at - 1] ?? '';
    if (text.trim() !== '' && indentOf(text) <= indentOf(header)) return false;
  }
  return true;
}

/** Functions, classes and modules that a line of the module binds, as that system showed them. */
export function definitionsAt(source: readonly string[], line: number): [string, ShownValue][] {
  const text = source[line - 1] ?? '';
  const [, kind, name] = /^(def|async\s+def|class)\s+([^\W\d]\w*)/.exec(text) ?? [];
  if (name !== undefined) {
    return kind === 'class'
      ? [[name, { value: `<class '__main__.${name}'>`, type: 'type' }]]
      : [[name, { value: `<Function ${name}>`, type: 'Function' }]];
  }
  const [, modules] = /^import\s+([^#;]+)/.exec(text) ?? [];
  return (modules ?? '')
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/))
    .flatMap(([module = '', alias = module.split('.')[0] ?? '']) =>
      module === '' ? [] : [[alias, { value: `<module '${module}'>`, type: 'module' }]],
    );
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
