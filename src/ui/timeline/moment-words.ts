/** What happened at a moment, in one sentence: what the last event shown did, and what it means. */
import { assertNever } from '../../guidance/assert-never';
import type { EventOf, RunEvent } from '../../guidance/events';
import type { LineView, RunView } from '../../runs/run-view';
import { restartWords } from '../editor/restart-words';
import { answerEnd } from '../shared/end-words';
import { numberOf } from '../shared/number-words';
import { fixed } from '../shared/numbers';
import { changedByGuidance, plainFavourite } from '../tokens/lens';
import { spokenText } from '../tokens/visible-text';
import { testsWords } from './test-words';

/** `view` is the fold up to and with `event`. */
export function momentWords(view: RunView, event: RunEvent): string {
  switch (event.kind) {
    case 'run-started': {
      const tests = numberOf(event.problem.visibleTests.length, 'visible test');
      return `The run begins: the model has read the problem and its ${tests}.`;
    }
    case 'line-given':
      return `Line ${event.line + 1} is given, not written: ${event.text.trim() === '' ? 'blank' : event.text.trim()}`;
    case 'line-started':
      return event.guided
        ? `Line ${event.line + 1} begins, and guidance with it.`
        : `Line ${event.line + 1} begins; it is written without guidance.`;
    case 'candidate-sampled': {
      const { index, text } = event.candidate;
      return `Candidate ${index + 1} is sampled for line ${event.line + 1}: ${codeWords(text)}.`;
    }
    case 'candidate-executed':
      return executedWords(event, view.lines.at(-1));
    case 'candidate-chosen':
      return `Candidate ${event.index + 1} becomes the answer; ${event.passing} of ${numberOf(event.of, 'candidate')} pass every visible test.`;
    case 'refresh-inside-line':
      return `Inside line ${event.line + 1} new candidates are sampled, from what is written of it.`;
    case 'partial-executed':
      return event.executable.kind === 'refused'
        ? `The code so far does not run: ${sentence(event.executable.reason)}`
        : `The code so far ran on ${testsWords(event.runs, false)}.`;
    case 'signal-formed':
      return `What happened becomes the signal: ${numberOf(event.signal.ids.length, 'token')} that now stand in the second prompt.`;
    case 'signal-too-long':
      return `The model's context is full: the signal has no room for the last ${numberOf(event.candidatesLeftOut, 'candidate')}.`;
    case 'signal-kept':
      return `Line ${event.line + 1} has been refreshed as often as a line may be: the last signal stays.`;
    case 'converged':
      return `All candidates of ${numberOf(event.refreshes, 'refresh', 'refreshes')} in a row are one program, so it is the answer.`;
    case 'attempt-started':
      return `Attempt ${event.attempt + 1} begins: the answer is written again with seed ${event.seed}.`;
    case 'deadline-decided':
      return `The clock alone ended ${numberOf(event.tests.length, 'test')}: another machine may see another result.`;
    case 'token-chosen':
      return tokenWords(event, view.lines.at(-1));
    case 'line-finished':
      return event.text.trim() === ''
        ? `Line ${event.line + 1} is complete and blank.`
        : `Line ${event.line + 1} is complete: ${event.text.trim()}`;
    case 'budget-reached':
      return 'The budget of this run is used up, so the model is not asked again.';
    case 'code-finished':
      return `The answer is complete. ${answerEnd(event.reason)}`;
    case 'code-judged': {
      const passed = event.outcomes.filter(({ kind }) => kind === 'passed').length;
      const all = passed === event.outcomes.length;
      return `The answer ran on ${numberOf(event.outcomes.length, `${event.suite} test`)}: ${all ? 'all pass' : `${passed} ${passed === 1 ? 'passes' : 'pass'}`}.`;
    }
    case 'run-finished':
      return event.solved
        ? 'The run ends: solved, every visible test passes.'
        : 'The run ends: not solved, a visible test fails.';
    case 'engine-restarted':
      return restartWords(view);
    case 'run-stopped':
      return event.because === 'another-solved'
        ? 'The run was stopped because another agent has solved the problem.'
        : 'The run was stopped.';
    case 'run-failed':
      return `The run failed: ${sentence(event.message)}`;
    default:
      return assertNever(event);
  }
}

function executedWords(event: EventOf<'candidate-executed'>, line: LineView | undefined): string {
  const name = `Candidate ${event.index + 1}`;
  if (event.duplicateOf !== null) {
    return `${name} is the same program as candidate ${event.duplicateOf + 1}, so it is not run again.`;
  }
  if (event.executable.kind === 'refused') {
    return `${name} cannot be made into a program that runs: ${sentence(event.executable.reason)}`;
  }
  const sampled = line?.candidates.find(({ candidate }) => candidate.index === event.index);
  const end = sampled?.candidate.end ?? 'horizon';
  return `${name} ran on ${testsWords(event.runs, end === 'end-token' || end === 'fence' || end === 'dedent')}.`;
}

function tokenWords({ position, choice, line }: EventOf<'token-chosen'>, shown: LineView | undefined): string {
  const number = shown?.tokens.length ?? position + 1;
  const chosen = `Token ${number} of line ${line + 1} is ${quoted(choice.text)}`;
  if (choice.source === 'forced') return `${chosen}: it is given, not chosen.`;
  if (shown?.signal === null || shown === undefined) return `${chosen}.`;
  const plain = plainFavourite(choice);
  if (changedByGuidance(choice) && plain !== null) {
    return `${chosen}: guidance changed it, without the signal ${quoted(plain.text)} would stand there.`;
  }
  const moved = fixed(choice.klGuidedFromPlain, 2);
  return Number(moved) === 0
    ? `${chosen}; guidance did not move it.`
    : `${chosen}; guidance moved it by ${moved} nats.`;
}

/** What is only blank is named, the rest stands between quotes without the blanks around it. */
function quoted(text: string): string {
  return text.trim() === '' ? spokenText(text) : `“${text.trim()}”`;
}

function codeWords(text: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  const first = lines[0]?.trim() ?? '';
  if (text.trim() === '') return 'nothing, the model would end here';
  const more = lines.length - 1;
  return more === 0 ? `“${first}”` : `“${first}” and ${numberOf(more, 'more line')}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
