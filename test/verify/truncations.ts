/** Cuts programs at random places, makes what is left executable and checks what became of it. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { seededRandom } from '../../src/guidance/rng';
import type { RuntimeInNode } from '../unit/python/interpreter';

export interface Truncations {
  readonly executable: number;
  readonly refused: number;
  /** Statements that were complete before the line of the cut, over all cuts. */
  readonly complete: number;
  readonly slowestMs: number;
  /** Texts of cuts that went wrong, each with what did. */
  readonly wrong: readonly string[];
}

const CheckSchema = v.object({
  compiles: v.boolean(),
  complete: v.number(),
  lost: v.array(v.array(v.union([v.number(), v.string()]))),
});

/** `count` cuts, spread over the programs, at places that the seed draws. */
export function truncate(
  runtime: RuntimeInNode,
  programs: readonly string[],
  count: number,
  seed: number,
): Truncations {
  const random = seededRandom(seed, 0);
  const source = readFileSync(new URL('./kept_statements.py', import.meta.url), 'utf8');
  runtime.python.globals.set('kept_source', source);
  runtime.python.runPython('kept_space = {}\nexec(kept_source, kept_space)');
  const found = { executable: 0, refused: 0, complete: 0, slowestMs: 0, wrong: [] as string[] };
  for (let i = 0; i < count; i++) {
    const program = programs[i % programs.length] ?? '';
    const cut = program.slice(0, Math.floor(random() * (program.length + 1)));
    const started = performance.now();
    const made = runtime.executable(cut);
    found.slowestMs = Math.max(found.slowestMs, performance.now() - started);
    found[made.kind]++;
    const code = made.kind === 'executable' ? made.code : null;
    const request = JSON.stringify({ program, cutLine: cut.split('\n').length, code });
    runtime.python.globals.set('kept_request', request);
    const reply: unknown = runtime.python.runPython('kept_space["check_cut"](kept_request)');
    const { compiles, complete, lost } = v.parse(CheckSchema, JSON.parse(String(reply)));
    found.complete += complete;
    if (!compiles) found.wrong.push(`does not compile (${String(lost[0])}):\n${cut}\n-----\n${code}`);
    else if (lost.length > 0) found.wrong.push(`lost ${JSON.stringify(lost)}:\n${cut}\n-----\n${code ?? 'refused'}`);
  }
  return found;
}
