/** The interpreter port over the runtime in Node: the page's own Python sources, without its sandbox. */
import type { Interpreter } from '../../src/guidance/ports';
import type { ProblemTest } from '../../src/problems/problem-test';
import type { RuntimeInNode } from '../unit/python/interpreter';

export function interpreterOf(runtime: RuntimeInNode): Interpreter {
  return {
    makeExecutable: async (_, sources) => sources.map((source) => runtime.executable(source)),
    trace: async (_, program, tests, { entryPoint, setup, limits }) =>
      tests.map((test) => runtime.trace(program, assertOf(test), { entryPoint, setup, limits })),
    judge: async (_, program, tests, { setup }) =>
      tests.map((test) => runtime.judge(program, assertOf(test), setup).outcome),
  };
}

function assertOf(test: ProblemTest): string {
  if (typeof test !== 'string') throw new Error('Only asserts are run here');
  return test;
}
