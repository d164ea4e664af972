/**
 * Candidates made executable, whatever the problem asks for. A piece of code may stand in a block of the program that
 * it goes into, so that all of it is indented; alone that is no Python, so it is completed under a header of its own.
 */
import type { Problem } from '../problems/schema';
import type { CancelSignal } from './cancellation';
import type { Executable, Interpreter } from './ports';

const HEADER = 'if 1:\n';

/** In the order of the sources; fewer only where the interpreter answers fewer. */
export async function executablePrograms(
  signal: CancelSignal,
  interpreter: Interpreter,
  problem: Problem,
  sources: readonly string[],
): Promise<Executable[]> {
  const indented = sources.map((source) => problem.kind === 'snippet' && beginsIndented(source));
  const programs = await interpreter.makeExecutable(
    signal,
    sources.map((source, i) => (indented[i] ? HEADER + source : source)),
  );
  return programs.map((program, i) =>
    indented[i] && program.kind === 'executable' ? { ...program, code: program.code.slice(HEADER.length) } : program,
  );
}

function beginsIndented(source: string): boolean {
  return /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]+[^\s#]/.test(source);
}
