/**
 * A run is a list of these events. Whatever the page shows, a file holds, a test checks or a replay plays is a fold
 * over the list; events carry no clock, so that the same seed on the same device gives the same list.
 */
import type { Problem } from '../problems/schema';
import type { AgentSettings, PromptType } from './agent';
import type { Budget, BudgetName } from './budget';
import type { EndReason } from './line';
import type {
  DecodePlan,
  EndpointUse,
  Executable,
  Limits,
  Place,
  SampledCandidate,
  TestOutcome,
  TestRun,
  TokenChoice,
} from './ports';
import type { PromptTemplate } from './prompt-templates';
import type { Strategy } from './strategy';
import type { Cost, PromptSegment, TokenId } from './tokens';

/** Raised when a reader of older runs would misread newer ones. */
export const EVENT_FORMAT = 1;

/** Why the answer is complete. `candidate-passed` and `converged` take a candidate's whole program. */
export type AnswerEnd = EndReason | 'candidate-passed' | 'converged' | 'budget';

/** The program that a test ran on. */
export type JudgedProgram =
  | { readonly program: 'candidate'; readonly line: number; readonly index: number }
  | { readonly program: 'code-so-far'; readonly line: number }
  | { readonly program: 'answer'; readonly suite: 'visible' | 'hidden' };

export type RunEvent =
  | {
      readonly kind: 'run-started';
      readonly format: typeof EVENT_FORMAT;
      /** A file from before there were others reads as `egcfg`. */
      readonly strategy: Strategy;
      readonly problem: Problem;
      readonly agent: AgentSettings;
      /** Of every test in this run; a file from before they were recorded reads as the defaults. */
      readonly limits: Limits;
      readonly model: {
        readonly id: string;
        readonly weightsSha256: string;
        readonly device: Place;
        readonly endpoint?: EndpointUse;
      };
      /** How the device was used, which a replay follows; files from before it was recorded do not say. */
      readonly plan?: DecodePlan;
      /** Who judged its answers, where it was not the sandbox of the page. */
      readonly judgedBy?: 'execeval';
      /** What it may cost, where that is limited; agents that share a budget name the same. */
      readonly budget?: Budget;
      /** The signal is inserted between head and tail. */
      readonly prompt: {
        readonly head: PromptSegment;
        readonly tail: PromptSegment;
        /** Files from before there were several do not say. */
        readonly type?: PromptType;
        /** What the visitor wrote in place of the type's own wording. */
        readonly edit?: PromptTemplate;
      };
      /** Code that was given, not generated ("branch here"); usually empty. */
      readonly forced: readonly TokenId[];
      /** Strengths at which every guided token says log Z; files from before that do not have it. */
      readonly gammas?: readonly number[];
    }
  /** A line of the code that was given; the run's own lines go on counting behind it. */
  | { readonly kind: 'line-given'; readonly line: number; readonly ids: readonly TokenId[]; readonly text: string }
  /** `line` counts from 0; `guided` says whether a signal is taken or kept for it. */
  | { readonly kind: 'line-started'; readonly line: number; readonly guided: boolean }
  | { readonly kind: 'candidate-sampled'; readonly line: number; readonly candidate: SampledCandidate }
  | {
      readonly kind: 'candidate-executed';
      readonly line: number;
      readonly index: number;
      readonly executable: Executable;
      /** Index of an earlier candidate that is the same program; then `runs` is empty. */
      readonly duplicateOf: number | null;
      /** One per visible test. */
      readonly runs: readonly TestRun[];
      /** Every visible test passed. */
      readonly passed: boolean;
    }
  | {
      /**
       * Best of N and self-debugging: the program that is the answer, and how many of all pass every visible test.
       * `line` is that of its batch or round.
       */
      readonly kind: 'candidate-chosen';
      readonly line: number;
      readonly index: number;
      readonly passing: number;
      readonly of: number;
    }
  /** Token and persistent-prefix guidance: a new signal inside a line, before the token at `position`. */
  | { readonly kind: 'refresh-inside-line'; readonly line: number; readonly position: number }
  | {
      /** Partial-execution signal: the code so far, completed and run on the visible tests. */
      readonly kind: 'partial-executed';
      readonly line: number;
      readonly executable: Executable;
      /** One per visible test; none where it could not be completed. */
      readonly runs: readonly TestRun[];
    }
  | { readonly kind: 'signal-formed'; readonly line: number; readonly signal: PromptSegment }
  /** The signal did not fit the model's context, which had `room` tokens for it: so many candidates are not in it. */
  | {
      readonly kind: 'signal-too-long';
      readonly line: number;
      readonly room: number;
      readonly candidatesLeftOut: number;
    }
  /** The line has had as many refreshes as a line may have; from here on the last signal stays in force. */
  | { readonly kind: 'signal-kept'; readonly line: number; readonly position: number }
  /** Early stop: all candidates of so many refreshes in a row are one finished program. It is the answer. */
  | { readonly kind: 'converged'; readonly line: number; readonly index: number; readonly refreshes: number }
  /** A retry: the answer is written again from the beginning, with this seed. Costs go on counting. */
  | { readonly kind: 'attempt-started'; readonly attempt: number; readonly seed: number }
  /** The clock alone decided these tests (0-based): another machine may see another outcome, and other events. */
  | { readonly kind: 'deadline-decided'; readonly what: JudgedProgram; readonly tests: readonly number[] }
  | { readonly kind: 'token-chosen'; readonly line: number; readonly position: number; readonly choice: TokenChoice }
  | {
      readonly kind: 'line-finished';
      readonly line: number;
      readonly ids: readonly TokenId[];
      readonly text: string;
      readonly end: EndReason;
      /** Whole run so far. */
      readonly cost: Cost;
    }
  | {
      /**
       * No further call of the model was begun, because this part of the budget was used up. Where it is `seconds`, a
       * run on another machine or at another time may go on.
       */
      readonly kind: 'budget-reached';
      readonly budget: BudgetName;
      readonly allowed: number;
      /** By everybody who shares the budget. */
      readonly spent: Cost;
    }
  | { readonly kind: 'code-finished'; readonly reason: AnswerEnd; readonly code: string }
  | { readonly kind: 'code-judged'; readonly suite: 'visible' | 'hidden'; readonly outcomes: readonly TestOutcome[] }
  /** Solved: every visible test passes. Hidden tests are counted apart and never choose anything. */
  | { readonly kind: 'run-finished'; readonly solved: boolean; readonly cost: Cost }
  | {
      /**
       * The model went down and was started again; the run goes on where it was, and nothing told before changes. Costs
       * count what had to be read again.
       */
      readonly kind: 'engine-restarted';
      readonly reason: 'device-lost' | 'out-of-memory' | 'model-crashed' | 'model-restarted';
      /** What went wrong, in the engine's words. */
      readonly message: string;
      /** Where the run goes on. */
      readonly device: Place;
      /** Most candidates of one batch from here on; null where that did not change. */
      readonly maxBatch: number | null;
    }
  /** By the visitor, or because another agent has solved the problem. */
  | { readonly kind: 'run-stopped'; readonly because?: 'another-solved' }
  | {
      readonly kind: 'run-failed';
      readonly message: string;
      readonly advice: string;
      /** Of the failure (failure.ts); absent in files from before it was kept. */
      readonly code?: string;
    };

export type EventOf<K extends RunEvent['kind']> = Extract<RunEvent, { kind: K }>;
