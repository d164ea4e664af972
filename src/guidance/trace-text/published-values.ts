/**
 * Values in the published format. Locals went through JSON there: tuples became lists, keys became strings, and what
 * JSON has no form for became its repr as a string. Returned values kept their repr, shortened by the counts below.
 */
import { assertNever } from '../assert-never';
import type { ShownValue } from '../ports';
import { readShown, type ShownNode } from './shown-value';

const MAX_SEQUENCE = 6;
const MAX_DICT = 4;
const MAX_SET = 10;
/** Width of the terminal that it was printed on. */
const MAX_COLUMNS = 80;

const NUMBER = /^-?(\d+(\.\d+)?(e[+-]?\d+)?|inf|nan)$/;
const KEYWORD: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** `{'nums': [1, 2]} , {'nums': 'list'}` */
export function localsText(locals: ReadonlyMap<string, ShownValue>): string {
  const names = [...locals];
  const values = names.map(([name, shown]) => `'${name}': ${throughJson(readShown(shown.value))}`);
  const types = names.map(([name, shown]) => `'${name}': ${pythonString(shown.type)}`);
  return `{${values.join(', ')}} , {${types.join(', ')}}`;
}

export function returnedText(value: string): string {
  return shortened(readShown(value)).slice(0, MAX_COLUMNS);
}

/** A returned exception: its type, its repr and a traceback, as Python shows the three of them. */
export function exceptionText(result: string): string {
  const [, type = result, message = ''] = /^([^:]*)(?:: ([\s\S]*))?$/.exec(result) ?? [];
  // The message of a KeyError is the repr of the key already.
  const shown = message === '' || type === 'KeyError' ? message : pythonString(message);
  return `(<class '${type}'>, ${type}(${shown}), <traceback object>)`;
}

/** A text as Python writes it: single quotes unless that saves escapes. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

function throughJson(node: ShownNode): string {
  switch (node.kind) {
    case 'rest':
      return node.text;
    case 'text':
      return /^b/i.test(node.text) ? pythonString(node.text) : node.text;
    case 'atom':
      return NUMBER.test(node.text) || KEYWORD.has(node.text) ? node.text : pythonString(node.text);
    case 'list':
    case 'tuple':
      return `[${node.items.map(throughJson).join(', ')}]`;
    case 'dict':
      return dictThroughJson(node);
    case 'set':
    case 'frozenset':
      return pythonString(node.text);
    default:
      return assertNever(node);
  }
}

function dictThroughJson(node: Extract<ShownNode, { kind: 'dict' }>): string {
  const parts: string[] = [];
  for (const { key, value } of node.entries) {
    if (key.kind === 'rest') parts.push(key.text);
    else {
      const name = jsonKey(key);
      // JSON refuses the whole dictionary for one such key.
      if (name === null) return pythonString(node.text);
      parts.push(`${name}: ${throughJson(value)}`);
    }
  }
  return `{${parts.join(', ')}}`;
}

function jsonKey(key: ShownNode): string | null {
  if (key.kind === 'text') return /^b/i.test(key.text) ? null : key.text;
  if (key.kind !== 'atom') return null;
  const keyword = KEYWORD.get(key.text);
  if (keyword !== undefined) return `'${keyword}'`;
  return NUMBER.test(key.text) ? `'${key.text}'` : null;
}

function shortened(node: ShownNode): string {
  switch (node.kind) {
    case 'atom':
    case 'text':
    case 'rest':
      return node.text;
    case 'list':
      return `[${few(node.items.map(shortened), MAX_SEQUENCE)}]`;
    case 'tuple':
      return `(${few(node.items.map(shortened), MAX_SEQUENCE)}${node.items.length === 1 ? ',' : ''})`;
    case 'set':
      return `{${few(node.items.map(shortened), MAX_SET)}}`;
    case 'frozenset':
      return `frozenset({${few(node.items.map(shortened), MAX_SET)}})`;
    case 'dict': {
      const entries = node.entries.map(({ key, value }) =>
        key.kind === 'rest' ? key.text : `${shortened(key)}: ${shortened(value)}`,
      );
      return `{${few(entries, MAX_DICT)}}`;
    }
    default:
      return assertNever(node);
  }
}

function few(parts: readonly string[], most: number): string {
  return (parts.length > most ? [...parts.slice(0, most), '...'] : parts).join(', ');
}
