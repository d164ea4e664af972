/** A prompt that is the beginning of a Python file, ending in a function without a body (HumanEval's form). */
import { isName, tokensOf } from './python-text';

export interface PromptParts {
  /** Imports and helper functions above the function. */
  readonly above: string;
  /** `def name(...):`, on as many lines as it takes. */
  readonly header: string;
  /** What stands between the triple quotes, its indentation taken off. */
  readonly docstring: string;
}

const TYPING = 'Any Callable Dict FrozenSet Iterable Iterator List Mapping Optional Sequence Set Tuple Union';

/** null where the function is not in the prompt. */
export function promptParts(prompt: string, entryPoint: string): PromptParts | null {
  const start = lastDefinition(prompt, entryPoint);
  if (start < 0) return null;
  const rest = prompt.slice(start);
  const header = headerOf(rest);
  const body = rest.slice(header.length);
  const quoted = /^\s*[rRuU]?("""|''')([\s\S]*?)(?:\1|$)/.exec(body);
  return { above: prompt.slice(0, start), header: header.trim(), docstring: dedent(quoted?.[2] ?? body) };
}

function lastDefinition(prompt: string, entryPoint: string): number {
  const found = [...prompt.matchAll(/^(?:async[ \t]+)?def[ \t]+([\p{L}_][\p{L}\p{N}_]*)/gmu)];
  return found.findLast((match) => match[1] === entryPoint)?.index ?? -1;
}

function headerOf(text: string): string {
  let depth = 0;
  let taken = '';
  for (const token of tokensOf(text)) {
    taken += token;
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else if (token === ':' && depth === 0) return taken;
  }
  return taken;
}

function dedent(text: string): string {
  const lines = text.replaceAll('\r', '').split('\n');
  const indents = lines.slice(1).flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0]));
  const most = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line, i) => (i === 0 ? line.trimStart() : line.slice(Math.min(most, /^[ \t]*/.exec(line)?.[0].length ?? 0))))
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** An import of the names of `typing` that a header uses and nothing above it brings; empty where there are none. */
export function typingImport(above: string, header: string): string {
  const brought = new Set(tokensOf(above).filter(isName));
  const used = new Set(tokensOf(header).filter(isName));
  const names = TYPING.split(' ').filter((name) => used.has(name) && !brought.has(name));
  return names.length === 0 ? '' : `from typing import ${names.join(', ')}\n`;
}
