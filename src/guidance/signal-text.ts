/**
 * The signal's text: what the code so far did, then what the candidates did, each block below its header, in the
 * agent's trace format. The header of a block without content is left out, so no candidate means no text.
 */
import type { TraceFormat } from './agent';
import { assertNever } from './assert-never';
import type { SignalWording } from './prompt';
import { formatPartial, formatSignal, type ShownCandidate } from './signal';
import { testLine } from './test-text';
import { budgetedText, fullText, invocationOf, minimalText, publishedText } from './trace-text';

export interface SignalContent {
  readonly partial: ShownCandidate | null;
  readonly candidates: readonly ShownCandidate[];
}

export interface SignalForm {
  readonly format: TraceFormat;
  readonly wording: SignalWording;
  /** For `budgeted`: most tokens of the traces. */
  readonly traceBudget: number;
  readonly countTokens: (text: string) => number;
}

export function signalText({ partial, candidates }: SignalContent, form: SignalForm): string {
  const { wording } = form;
  // With both blocks the candidates, who tell more, have three quarters of a budget.
  const share = partial !== null && candidates.length > 0 ? 0.25 : 1;
  const soFar = partial === null ? '' : partialBlock(partial, budgetOf(form, share));
  const trials = candidates.length === 0 ? '' : candidateBlock(candidates, budgetOf(form, share === 1 ? 1 : 1 - share));
  return (soFar === '' ? '' : wording.partial + soFar) + (trials === '' ? '' : wording.candidates + trials);
}

function budgetOf(form: SignalForm, share: number): SignalForm {
  return { ...form, traceBudget: Math.floor(form.traceBudget * share) };
}

function candidateBlock(candidates: readonly ShownCandidate[], form: SignalForm): string {
  const { format } = form;
  switch (format) {
    case 'short':
      return formatSignal(candidates);
    case 'full':
    case 'minimal':
      return candidates
        .map((one, i) => `# Candidate ${i + 1}\n${withNewline(one.program)}${runTexts(one, format).join('')}`)
        .join('\n');
    case 'budgeted':
      return (
        candidates.map((one, i) => `# Candidate ${i + 1}\n${withNewline(one.continuation)}`).join('') +
        budgeted(candidates, form)
      );
    case 'published':
      return candidates.flatMap((one) => publishedBlocks(one, true)).join('\n');
    default:
      return assertNever(format);
  }
}

/** As that of a candidate, without the program: the answer begins right below. */
function partialBlock(partial: ShownCandidate, form: SignalForm): string {
  const { format } = form;
  switch (format) {
    case 'short':
      return formatPartial(partial);
    case 'full':
    case 'minimal':
      return runTexts(partial, format).join('');
    case 'budgeted':
      return budgeted([partial], form).replace(/^candidate 1\n/, '');
    case 'published':
      return publishedBlocks(partial, false).join('\n');
    default:
      return assertNever(format);
  }
}

function runTexts({ program, runs }: ShownCandidate, format: 'full' | 'minimal'): string[] {
  return runs.map((run) =>
    format === 'full' ? fullText(program, run) : `test: ${testLine(run.test)}\n${minimalText(run)}`,
  );
}

function budgeted(candidates: readonly ShownCandidate[], { traceBudget, countTokens }: SignalForm): string {
  return budgetedText(candidates, { maxTokens: traceBudget, countTokens }).text;
}

/** One block for each test; a run that the published system would have left out is left out. */
function publishedBlocks({ program, runs }: ShownCandidate, withProgram: boolean): string[] {
  return runs.flatMap((run) => {
    // A whole program is not called: what it was run on stands there instead.
    const invocation = typeof run.test === 'string' ? invocationOf(run.test) : testLine(run.test);
    const trace = invocation === null ? null : publishedText(program, run, invocation);
    if (trace === null) return [];
    const code = withProgram ? `# Program:\n${withNewline(program)}\n` : '';
    return [`${code}# Call:\n${invocation}\n\n# Trace:\n${trace}\n`];
  });
}

function withNewline(text: string): string {
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}
