/** A run by hand, small but whole: every kind of event and outcome that the panels draw. */
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { EventOf, RunEvent } from '../../../src/guidance/events';
import type { EndReason } from '../../../src/guidance/line';
import type { Alternative, TestOutcome, TestRun, TokenChoice, TraceStep } from '../../../src/guidance/ports';
import type { PromptSegment } from '../../../src/guidance/tokens';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { FunctionProblem } from '../../../src/problems/schema';

export const SAMPLE_PROBLEM: FunctionProblem = {
  id: 'sum-large',
  title: 'Sum of the large numbers',
  level: 1,
  statement: 'Add up the large numbers of a list and return the total. The second argument says where large begins.',
  entryPoint: 'sum_large',
  visibleTests: [
    'assert sum_large([1, 5, 8], 5) == 13',
    'assert sum_large([4, 4, 2], 4) == 8',
    'assert sum_large([], 3) == 0',
  ],
  hiddenTests: ['assert sum_large([10, 3, 7], 7) == 17', 'assert sum_large([1, 2, 3], 9) == 0'],
  setup: '',
};

const PASSED: TestOutcome = { kind: 'passed', got: '13' };

let nextId = 10;
const ids = new Map<string, number>();
function idOf(text: string): number {
  const id = ids.get(text) ?? nextId++;
  ids.set(text, id);
  return id;
}

export function segment(text: string): PromptSegment {
  const tokens = text.match(/\s+|\w+|[^\s\w]/g) ?? [];
  return { text, ids: tokens.map(idOf) };
}

/** A token with the alternatives (text, P, Pc); G is computed as it should be, over these alone. */
export function token(text: string, table: readonly (readonly [string, number, number])[], gamma = 2): TokenChoice {
  const unnormalised = table.map(([, p, pc]) => Math.log(p) + gamma * (Math.log(pc) - Math.log(p)));
  const logNormaliser = Math.log(unnormalised.reduce((sum, x) => sum + Math.exp(x), 0));
  const top: Alternative[] = table.map(([name, p, pc], i) => ({
    id: idOf(name),
    text: name,
    logP: Math.log(p),
    logPc: Math.log(pc),
    logG: (unnormalised[i] ?? 0) - logNormaliser,
  }));
  const entropy = (key: 'logP' | 'logPc' | 'logG') => -top.reduce((sum, a) => sum + Math.exp(a[key]) * a[key], 0);
  return {
    id: idOf(text),
    text,
    top: top.sort((a, b) => b.logG - a.logG),
    logNormaliser,
    entropyP: entropy('logP'),
    entropyPc: entropy('logPc'),
    entropyG: entropy('logG'),
    klGuidedFromPlain: Math.max(
      0,
      top.reduce((sum, a) => sum + Math.exp(a.logG) * (a.logG - a.logP), 0),
    ),
    source: 'step',
  };
}

function easy(text: string): TokenChoice {
  return token(text, [
    [text, 0.97, 0.98],
    ['\n', 0.02, 0.01],
    ['x', 0.01, 0.01],
  ]);
}

function steps(program: string, values: readonly number[]): TraceStep[] {
  const made: TraceStep[] = [
    {
      event: 'call',
      line: 1,
      scope: 'sum_large',
      depth: 1,
      changed: [
        ['nums', { value: `[${values}]`, type: 'list' }],
        ['limit', { value: '5', type: 'int' }],
      ],
      result: null,
    },
    { event: 'line', line: 2, scope: 'sum_large', depth: 1, changed: [], result: null },
    {
      event: 'line',
      line: 3,
      scope: 'sum_large',
      depth: 1,
      changed: [['total', { value: '0', type: 'int' }]],
      result: null,
    },
  ];
  let total = 0;
  for (const value of values) {
    made.push({
      event: 'line',
      line: 4,
      scope: 'sum_large',
      depth: 1,
      changed: [['num', { value: String(value), type: 'int' }]],
      result: null,
    });
    if (value >= 5) {
      total += value;
      made.push({ event: 'line', line: 5, scope: 'sum_large', depth: 1, changed: [], result: null });
      made.push({
        event: 'line',
        line: 3,
        scope: 'sum_large',
        depth: 1,
        changed: [['total', { value: String(total), type: 'int' }]],
        result: null,
      });
    }
  }
  made.push({
    event: 'return',
    line: program.split('\n').length,
    scope: 'sum_large',
    depth: 1,
    changed: [],
    result: String(total),
  });
  return made;
}

function run(test: string, outcome: TestOutcome, program: string): TestRun {
  const trace = steps(program, [1, 5, 8]);
  return { test, outcome, finalLocals: [['total', '13']], steps: trace, stepCount: trace.length, stdout: '' };
}

interface Candidate {
  readonly text: string;
  readonly end: EndReason;
  readonly outcomes: readonly TestOutcome[];
  readonly duplicateOf?: number;
}

function candidates(line: number, before: string, shown: readonly Candidate[]): RunEvent[] {
  const sampled = shown.map(
    ({ text, end }, index): RunEvent => ({
      kind: 'candidate-sampled',
      line,
      candidate: { index, ids: segment(text).ids, text, end },
    }),
  );
  const executed = shown.map(({ text, outcomes, duplicateOf }, index): EventOf<'candidate-executed'> => {
    const code = before + text;
    const runs =
      duplicateOf === undefined ? outcomes.map((o, i) => run(SAMPLE_PROBLEM.visibleTests[i] ?? '', o, code)) : [];
    return {
      kind: 'candidate-executed',
      line,
      index,
      executable: { kind: 'executable', code, normalised: code },
      duplicateOf: duplicateOf ?? null,
      runs,
      passed: runs.length > 0 && outcomes.every((outcome) => outcome.kind === 'passed'),
    };
  });
  const signal = segment(
    shown
      .map(
        ({ text, outcomes }, i) =>
          `# Candidate ${i + 1}: ${outcomes.map((o) => (o.kind === 'passed' ? 'pass' : 'fail')).join(' ')}\n${text}#= 13; total=13\n`,
      )
      .join(''),
  );
  return [...sampled, ...executed, { kind: 'signal-formed', line, signal }];
}

function written(
  line: number,
  tokens: readonly TokenChoice[],
  end: EndReason,
  forwarded: number,
  at: number,
): RunEvent[] {
  return [
    ...tokens.map((choice, i): RunEvent => ({ kind: 'token-chosen', line, position: at + i, choice })),
    {
      kind: 'line-finished',
      line,
      ids: tokens.map(({ id }) => id),
      text: tokens.map(({ text }) => text).join(''),
      end,
      cost: { forwardedTokens: forwarded, sessionRuns: 12 * (line + 1) },
    },
  ];
}

const words = (...texts: string[]) => texts.map(easy);

export function sampleRun(): RunEvent[] {
  const l0 = words('def', ' sum_large', '(', 'nums', ',', ' limit', ')', ':', '\n');
  const l1 = words('    ', 'total', ' =', ' 0', '\n');
  const l2 = words('    ', 'for', ' num', ' in', ' nums', ':', '\n');
  const l3 = [
    ...words('        ', 'if', ' num'),
    token(' >=', [
      [' >', 0.62, 0.11],
      [' >=', 0.31, 0.84],
      [' <', 0.04, 0.02],
      [' ==', 0.02, 0.02],
      [' %', 0.01, 0.01],
    ]),
    ...words(' limit', ':', '\n'),
  ];
  const l4 = words('            ', 'total', ' +=', ' num', '\n');
  const l5 = words('    ', 'return', ' total', '\n');
  const text = (tokens: readonly TokenChoice[]) => tokens.map((t) => t.text).join('');
  const code = [l0, l1, l2, l3, l4, l5].map(text);
  const wrong: TestOutcome = { kind: 'failed', got: '8' };
  const none: TestOutcome = { kind: 'failed', got: 'None' };
  const raised: TestOutcome = { kind: 'raised', type: 'NameError', message: "name 'numbers' is not defined" };
  const limit: TestOutcome = {
    kind: 'limit',
    limit: 'steps',
    message: 'Stopped after 20,000 steps: raise the step limit under Limits, or look for a loop that never ends.',
  };
  const events: RunEvent[] = [
    {
      kind: 'run-started',
      format: 1,
      strategy: { kind: 'egcfg' },
      problem: SAMPLE_PROBLEM,
      agent: { ...DEFAULT_AGENT, gamma: 2 },
      limits: DEFAULT_LIMITS,
      model: { id: 'tiny-coder', weightsSha256: 'f00d', device: 'wasm' },
      prompt: {
        head: segment(`# Task\n${SAMPLE_PROBLEM.statement}\n# Tests\n${SAMPLE_PROBLEM.visibleTests.join('\n')}\n`),
        tail: segment('# Solution\n'),
      },
      forced: [],
    },
    { kind: 'line-started', line: 0, guided: false },
    ...written(0, l0, 'line', 94, 0),
  ];
  const rest = [l1, l2, l3, l4, l5];
  let at = l0.length;
  for (const [i, tokens] of rest.entries()) {
    const line = i + 1;
    const before = code.slice(0, line).join('');
    const goOn = code.slice(line).join('');
    events.push({ kind: 'line-started', line, guided: true });
    events.push(
      ...candidates(line, before, [
        { text: goOn.replace('>=', '>'), end: 'dedent', outcomes: [wrong, wrong, { kind: 'passed', got: '0' }] },
        {
          text: goOn,
          end: 'end-token',
          outcomes: [PASSED, { kind: 'passed', got: '8' }, { kind: 'passed', got: '0' }],
        },
        {
          text: line < 5 ? `${code[line]}        pass\n` : goOn,
          end: 'horizon',
          outcomes: line < 5 ? [none, none, none] : [],
          ...(line < 5 ? {} : { duplicateOf: 1 }),
        },
        { text: goOn.replace('num', 'numbers'), end: 'dedent', outcomes: [raised, limit, raised] },
      ]),
    );
    events.push(...written(line, tokens, line === 5 ? 'dedent' : 'line', 94 + 310 * line, at));
    at += tokens.length;
  }
  events.push({ kind: 'code-finished', reason: 'dedent', code: code.join('') });
  events.push({
    kind: 'code-judged',
    suite: 'visible',
    outcomes: [PASSED, { kind: 'passed', got: '8' }, { kind: 'passed', got: '0' }],
  });
  events.push({
    kind: 'code-judged',
    suite: 'hidden',
    outcomes: [
      { kind: 'passed', got: '17' },
      { kind: 'failed', got: '6' },
    ],
  });
  events.push({ kind: 'run-finished', solved: true, cost: { forwardedTokens: 1644, sessionRuns: 72 } });
  return events;
}
