/** What the article says of a run, taken from its events: no text of it holds a figure of its own. */
import type { EventOf, RunEvent } from '../../guidance/events';
import type { Alternative, TestOutcome } from '../../guidance/ports';
import { type LineMoments, lineMoments, plainFavouriteId, rescueMoment } from '../../runs/moments';
import { foldRun, type RunView } from '../../runs/run-view';
import { testParts } from '../line/test-parts';
import { changedByGuidance } from '../tokens/lens';

export interface TestFact {
  readonly call: string;
  /** What came out, in words. */
  readonly got: string;
  readonly expected: string | null;
}

export interface AnswerFacts {
  readonly title: string;
  readonly passed: number;
  readonly total: number;
  readonly hiddenPassed: number;
  readonly hiddenTotal: number;
  /** The first visible test that fails. */
  readonly failure: TestFact | null;
}

export function answerFacts(events: readonly RunEvent[]): AnswerFacts {
  const { started, visible, hidden } = foldRun(events);
  const isPass = ({ kind }: TestOutcome) => kind === 'passed';
  const outcomes = visible ?? [];
  const at = outcomes.findIndex((outcome) => !isPass(outcome));
  const test = started?.problem.visibleTests[at];
  const outcome = outcomes[at];
  return {
    title: started?.problem.title ?? '',
    passed: outcomes.filter(isPass).length,
    total: outcomes.length,
    hiddenPassed: (hidden ?? []).filter(isPass).length,
    hiddenTotal: hidden?.length ?? 0,
    failure: test === undefined || outcome === undefined ? null : { ...testParts(test), got: gotWords(outcome) },
  };
}

function gotWords(outcome: TestOutcome): string {
  switch (outcome.kind) {
    case 'passed':
    case 'failed':
      return outcome.got ?? 'something else';
    case 'raised':
      return outcome.message === '' ? outcome.type : `${outcome.type}: ${outcome.message}`;
    default:
      return outcome.message;
  }
}

export interface RescueFacts {
  readonly moments: LineMoments;
  /** Just after the token. */
  readonly tokenMoment: number;
  /** Without what follows the line. */
  readonly written: string;
  readonly chosen: Alternative;
  /** What the plain prompt alone would have taken. */
  readonly plain: Alternative;
  readonly gamma: number;
  readonly horizonLines: number | null;
  readonly sampled: number;
  /** Different programs among them. */
  readonly programs: number;
  readonly passing: number;
  readonly tests: number;
  readonly signalTokens: number;
}

/** null where the run has no line that guidance turned towards a passing candidate. */
export function rescueFacts(events: readonly RunEvent[]): RescueFacts | null {
  const rescue = rescueMoment(events);
  const [started] = events;
  if (rescue === null || started?.kind !== 'run-started') return null;
  const { line, choice } = rescue;
  const chosen = choice.top.find(({ id }) => id === choice.id);
  const plain = choice.top.find(({ id }) => id === plainFavouriteId(choice));
  const shown = foldRun(events.slice(0, line.finished ?? 0)).lines.at(-1);
  if (chosen === undefined || plain === undefined || shown === undefined) return null;
  const different = shown.candidates.filter(
    ({ execution }) => execution?.executable.kind === 'executable' && execution.duplicateOf === null,
  );
  return {
    moments: line,
    tokenMoment: rescue.token,
    written: shown.text.trim(),
    chosen,
    plain,
    gamma: started.agent.gamma,
    horizonLines: started.agent.horizonLines,
    sampled: shown.candidates.length,
    programs: different.length,
    passing: different.filter(({ execution }) => execution?.passed === true).length,
    tests: started.problem.visibleTests.length,
    signalTokens: shown.signal?.ids.length ?? 0,
  };
}

export interface LineFact {
  readonly line: number;
  readonly text: string;
  readonly sampled: number;
  readonly passing: number;
  /** Tokens that guidance changed. */
  readonly changed: number;
  /** The line is complete. */
  readonly moment: number;
}

/** Every finished line that holds code, with how many of its candidates pass (copies of a passing one count). */
export function lineFacts(events: readonly RunEvent[]): LineFact[] {
  const view: RunView = foldRun(events);
  return lineMoments(events).flatMap(({ line, finished }) => {
    const shown = view.lines.find((one) => one.line === line);
    if (finished === null || shown === undefined || shown.text.trim() === '') return [];
    const passed = new Set(
      shown.candidates.flatMap(({ candidate, execution }) => (execution?.passed === true ? [candidate.index] : [])),
    );
    const passes = ({ execution }: (typeof shown.candidates)[number]) =>
      execution !== null && (execution.passed || (execution.duplicateOf !== null && passed.has(execution.duplicateOf)));
    return [
      {
        line,
        text: shown.text.trimEnd(),
        sampled: shown.candidates.length,
        passing: shown.candidates.filter(passes).length,
        changed: shown.tokens.filter(changedByGuidance).length,
        moment: finished,
      },
    ];
  });
}

/** Samples of a best-of-N run, and how many of them pass. */
export function sampleFacts(events: readonly RunEvent[]): { readonly of: number; readonly passing: number } | null {
  const chosen = events.findLast((event): event is EventOf<'candidate-chosen'> => event.kind === 'candidate-chosen');
  return chosen === undefined ? null : { of: chosen.of, passing: chosen.passing };
}
