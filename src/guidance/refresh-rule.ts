/** When a new signal is taken: at every k-th line, before every token, or once a candidate has been left (paper, 3.2). */
import type { AgentSettings } from './agent';
import { assertNever } from './assert-never';

/** What is known when a token is about to be chosen. */
export interface Moment {
  /** The line has no token yet. */
  readonly atLineStart: boolean;
  /** Guided lines before this one. */
  readonly guidedLines: number;
  /** There is a signal in force. */
  readonly hasSignal: boolean;
  /** Continuations in the signal, as texts from where they were sampled; null before the first refresh. */
  readonly held: readonly string[] | null;
  /** Text written since they were sampled. */
  readonly written: string;
}

export function refreshIsDue({ guidance, refreshEvery }: AgentSettings, now: Moment): boolean {
  switch (guidance) {
    case 'line':
      return now.atLineStart && (!now.hasSignal || now.guidedLines % refreshEvery === 0);
    case 'token':
      return true;
    case 'persistent-prefix':
      // Without a candidate that runs there is nothing to leave: as under line guidance the next line asks again.
      if (now.held === null || now.held.length === 0) return now.atLineStart;
      return now.held.some((candidate) => !candidate.startsWith(wholeCharacters(now.written)));
    default:
      return assertNever(guidance);
  }
}

/** Strategies that may need a signal inside a line choose its tokens one by one. */
export function choosesTokenByToken({ guidance }: AgentSettings): boolean {
  return guidance !== 'line';
}

/** A token may end inside a character, which the next one completes. */
function wholeCharacters(text: string): string {
  return text.replace(/\uFFFD+$/, '');
}

/** Whether anything steers: plain decoding samples and runs nothing, and repeats itself exactly. */
export function isSteered(agent: AgentSettings): boolean {
  return agent.gamma !== 0 && (agent.candidateSignal || agent.partialSignal || samplesCandidates(agent));
}

/** Candidates are needed for their signal, or because one of them may become the answer. */
export function samplesCandidates(agent: AgentSettings): boolean {
  return agent.candidateSignal || agent.finishOnPass || agent.earlyStop;
}
