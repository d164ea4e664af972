/** A run larger than any that is made here, in the real format: 40 lines of 10 tokens, 5 candidates each, with traces. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EventOf, RunEvent } from '../../src/guidance/events';
import { parseRunFile } from '../../src/runs/run-file';

const LINES = 40;
const TOKENS_A_LINE = 10;
const CANDIDATES = 5;
/** Half of what a trace may hold at the default limits. */
const STEPS = 200;
const RECORDED = path.resolve(import.meta.dirname, '../../public/runs/first.json');

/** Made of the recorded run's own events, repeated: its header, candidates, signals and tokens, with longer traces. */
export function largeRun(): RunEvent[] {
  const { events } = parseRunFile(JSON.parse(readFileSync(RECORDED, 'utf8')));
  const first = <K extends RunEvent['kind']>(kind: K): EventOf<K> => {
    const found = events.find((event): event is EventOf<K> => event.kind === kind);
    if (found === undefined) throw new Error(`The recorded run has no ${kind}.`);
    return found;
  };
  const sampled = first('candidate-sampled');
  const executed = events.find(
    (event) => event.kind === 'candidate-executed' && event.runs.some((run) => run.steps.length > 3),
  );
  if (executed?.kind !== 'candidate-executed') throw new Error('The recorded run has no trace.');
  const choices = events.flatMap((event) => (event.kind === 'token-chosen' && event.line > 0 ? [event.choice] : []));
  const finished = first('line-finished');
  const signal = first('signal-formed');

  const runs = executed.runs.map((run) => ({ ...run, steps: repeated(run.steps, STEPS) }));
  const lines = Array.from({ length: LINES }, (_, line): RunEvent[] => [
    { kind: 'line-started', line, guided: true },
    ...Array.from({ length: CANDIDATES }, (_, index): RunEvent[] => {
      const text = `    value_${line}_${index} = ${index}\n${sampled.candidate.text}`;
      return [
        { kind: 'candidate-sampled', line, candidate: { ...sampled.candidate, index, text } },
        { ...executed, line, index, duplicateOf: null, runs, passed: index % 2 === 0 },
      ];
    }).flat(),
    { ...signal, line },
    ...repeated(choices, TOKENS_A_LINE).map(
      (choice, position): RunEvent => ({ kind: 'token-chosen', line, position, choice }),
    ),
    { ...finished, line, text: `    value_${line} = ${line}\n` },
  ]);
  const code = `def f(x):\n${Array.from({ length: LINES }, (_, line) => `    value_${line} = ${line}\n`).join('')}`;
  return [
    first('run-started'),
    ...lines.flat(),
    { kind: 'code-finished', reason: 'end-token', code },
    ...events.filter((event) => event.kind === 'code-judged'),
    first('run-finished'),
  ];
}

function repeated<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => items[i % items.length]).filter((item) => item !== undefined);
}
