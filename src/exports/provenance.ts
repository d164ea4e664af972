/** Where a run's code comes from, in words for a file that leaves the page. */
import { writeConfigString } from '../agents/config-string';
import { strategyName } from '../experiments/strategy-names';
import { assertNever } from '../guidance/assert-never';
import type { EventOf } from '../guidance/events';
import type { Place, TestOutcome } from '../guidance/ports';
import { DEFAULT_LIMITS, LIMIT_NAMES, limitWithUnit } from '../limits/sandbox-limits';
import type { RunView } from '../runs/run-view';

type Started = EventOf<'run-started'>;

/** Behind a model's name: where it ran. */
export function placeWords(place: Place): string {
  switch (place) {
    case 'wasm':
      return 'on WASM';
    case 'webgpu':
      return 'on WebGPU';
    case 'endpoint':
      return 'behind an endpoint';
    default:
      return assertNever(place);
  }
}

/** `tiny-coder (weights 0123abcd) on WASM`. */
export function modelWords({ model }: Started): string {
  const weights = model.weightsSha256 === '' ? '' : ` (weights ${model.weightsSha256.slice(0, 8)})`;
  return `${model.id}${weights} ${placeWords(model.device)}`;
}

/** Everything that a run depends on, as name and value. */
export function settingsRows(started: Started): readonly (readonly [name: string, value: string])[] {
  const { gamma, ...settings } = started.agent;
  const limits = LIMIT_NAMES.filter((name) => started.limits[name] !== DEFAULT_LIMITS[name]);
  return [
    ['strategy', strategyName(started.strategy, gamma)],
    ['agent', writeConfigString({ settings, gammas: [gamma] })],
    ['γ', String(gamma)],
    ['seed', String(settings.seed)],
    ...limits.map((name) => [name, limitWithUnit(name, started.limits[name])] as const),
    ...(started.prompt.edit === undefined ? [] : [['prompt', 'in somebody’s own wording'] as const]),
    ...(started.forced.length === 0
      ? []
      : [['given at the start', `${started.forced.length} tokens of the code`] as const]),
  ];
}

export function costWords({ cost }: RunView): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(cost.forwardedTokens)} tokens forwarded in ${number(cost.sessionRuns)} session runs`;
}

/** One sentence that claims no more than was seen. */
export function outcomeSentence({ outcome, visible, hidden, codeEnd }: RunView): string {
  switch (outcome.kind) {
    case 'open':
      return codeEnd === null ? 'Not finished: the answer so far.' : 'Finished, and not yet judged.';
    case 'stopped':
      return 'Stopped before the end: the answer so far.';
    case 'failed':
      return 'The run failed before the end: the answer so far.';
    case 'finished': {
      const hiddenWords = hidden === null || hidden.length === 0 ? '' : `, ${passed(hidden)} hidden tests`;
      const tests = visible === null ? '' : ` ${passed(visible)} visible tests${hiddenWords} pass.`;
      return `${outcome.solved ? 'Solved.' : 'Not solved.'}${tests}`;
    }
    default:
      return assertNever(outcome);
  }
}

/** What came of a test, in a few words; null where it is not known. */
export function outcomeWords(outcome: TestOutcome | undefined): string | null {
  if (outcome === undefined) return null;
  switch (outcome.kind) {
    case 'passed':
      return 'passes';
    case 'failed':
      return outcome.got === null ? 'fails' : `fails, got ${outcome.got}`;
    case 'raised':
      return `raises ${outcome.message === '' ? outcome.type : `${outcome.type}: ${outcome.message}`}`;
    case 'limit':
      return `ended by the limit of ${outcome.limit}`;
    case 'bad-test':
      return `is no usable test: ${outcome.message}`;
    default:
      return assertNever(outcome);
  }
}

function passed(outcomes: readonly TestOutcome[]): string {
  return `${outcomes.filter(({ kind }) => kind === 'passed').length} of ${outcomes.length}`;
}
