/**
 * HumanEval's `check(candidate)` as single asserts, where it is nothing but a list of them. Then each is judged for
 * itself, with its expected value where the program cannot reach it (docs/sandbox.md); a `check` with loops or random
 * values runs as a whole beside the program.
 */
import { logicalLines, renamed } from './python-text';

/** Texts of tests, in order; one that holds all of `test` where it cannot be taken apart. */
export function checkTests(test: string, entryPoint: string): string[] {
  const called = new RegExp(`\\ncheck\\(${entryPoint}\\)\\s*$`);
  const definition = test.replace(called, '').trim();
  return separateAsserts(definition, entryPoint) ?? [`${definition}\ncheck(${entryPoint})`];
}

function separateAsserts(test: string, entryPoint: string): string[] | null {
  const lines = logicalLines(test.replaceAll('\r', ''));
  const start = lines.findIndex((line) => /^def check\(candidate\)\s*:\s*$/.test(line.trimEnd()));
  if (start < 0) return null;
  // Above it stands METADATA, which nothing uses; helpers of the tests would be lost.
  if (lines.slice(0, start).some((line) => !/^(METADATA\s*=|#)/.test(line))) return null;
  const found: string[] = [];
  let imports = '';
  for (const line of lines.slice(start + 1)) {
    const statement = line.trim();
    if (statement.startsWith('#')) continue;
    if (/^(import|from)\s/.test(statement)) imports += `${statement}\n`;
    else if (/^assert\b/.test(statement)) {
      if (!/^assert\s*\(?\s*True\b/.test(statement)) found.push(imports + renamed(statement, 'candidate', entryPoint));
    } else return null;
  }
  return found.length === 0 ? null : found;
}
