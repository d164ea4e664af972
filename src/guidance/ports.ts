/**
 * The two ports of the method. The loop in `egcfg.ts` knows nothing else of the world: a language model that gives
 * distributions, and an interpreter that runs code. Every method takes a cancel signal first; when it fires, the
 * promise rejects with the signal's reason and nothing more is reported.
 */
import type { SandboxLimits } from '../limits/sandbox-limits';
import type { ProblemTest } from '../problems/problem-test';
import type { CancelSignal } from './cancellation';
import type { DeviceReport } from './device-report';
import type { EndReason, StopRule } from './line';
import type { Cost, PromptSegment, StreamPrefix, TokenId } from './tokens';
import type { Certainty, MissingRule } from './top-lists';

export type Device = 'webgpu' | 'wasm';

/** Where a model computes: on a device of this machine, or behind an endpoint that somebody else keeps. */
export const PLACES = ['webgpu', 'wasm', 'endpoint'] as const;
export type Place = (typeof PLACES)[number];

/** `built-in`: the short form our own model is trained on; `instruct`: plain instructions for any other. */
export type PromptStyle = 'built-in' | 'instruct';

export interface ModelDescription {
  /** Repository name on the Hub, or the built-in model's folder name. */
  readonly id: string;
  /**
   * SHA-256 of the weights file, hex: a recorded run names the weights it was made with. Nobody can see the weights behind
   * an endpoint: there it is `endpoint-` and a hash of what the server answers to a fixed question.
   */
  readonly weightsSha256: string;
  readonly device: Place;
  /** Why this device was chosen, in words for the visitor. */
  readonly deviceReason: string;
  readonly vocabularySize: number;
  /** Most tokens that a stream may hold. */
  readonly contextLength: number;
  /** Ids that end a text. */
  readonly endTokens: readonly TokenId[];
  /** How a problem is put to this model. */
  readonly promptStyle: PromptStyle;
  /** Absent in descriptions from before there were chat prompts: then there is no template. */
  readonly chat?: ChatSupport;
  /** Every token is read by itself, as was asked for, because this network's numbers depend on what is read together. */
  readonly reading?: 'alone';
  /** The start-up comparison of one prefill with the same tokens in chunks and in batch rows. */
  readonly selfCheck: { readonly maxLogitDifference: number; readonly passed: boolean };
  /** What suits this model on this device. */
  readonly plan?: DecodePlan;
  /** How an endpoint is used; absent on a device. */
  readonly endpoint?: EndpointUse;
  /** Absent where the model runs somewhere else. */
  readonly report?: DeviceReport;
}

/** What of an endpoint shapes a run, as its header names it; the address and the key are nobody's business. */
export interface EndpointUse {
  /** Which server, as it was recognised. */
  readonly server: string;
  /** How many of the likeliest tokens of a distribution it tells. */
  readonly topCount: number;
  /** What stands for a token that a list does not have. */
  readonly missing: MissingRule;
  /** Whether texts are sent as token ids, or as text that the server divides into tokens anew. */
  readonly tokens: 'ids' | 'text';
}

/** Whether problems can be put to a model as turns of its own chat template. */
export type ChatSupport =
  /** `notes` say what had to be done about the template, in words for the visitor; usually nothing. */
  { readonly kind: 'template'; readonly notes: readonly string[] } | { readonly kind: 'none'; readonly reason: string };

/** One question to a chat model, in our words; the model's template puts its marks around them. */
export interface ChatTurn {
  /** Before the conversation; empty for none. */
  readonly system: string;
  /** The user's turn up to where the signal goes, and from there on. */
  readonly head: string;
  readonly tail: string;
  /** How the model's own turn begins; may be empty. */
  readonly answer: string;
}

/**
 * What a turn becomes. The signal goes between the two, as plain text. Marks of the template are special tokens here,
 * the same words in a turn's own text are not.
 */
export interface ChatPrompt {
  readonly head: PromptSegment;
  readonly tail: PromptSegment;
}

/** An open place in the model's memory where key-value caches of one problem live until it is closed. */
export type ContextId = number;

export interface SampleRequest {
  readonly context: ContextId;
  readonly prefix: StreamPrefix;
  /** How many continuations (paper: s). */
  readonly count: number;
  /** How many lines each (paper: d); null for no limit. */
  readonly horizonLines: number | null;
  /** Above 0; logits are divided by it. */
  readonly temperature: number;
  /** In (0, 1]: smallest set of tokens whose probability reaches it. */
  readonly topP: number;
  readonly seed: number;
  readonly stop: StopRule;
  /** How many first lines of each candidate may become drafts of the lines that follow; none where it is not given. */
  readonly draftLines?: number;
  /** Most candidates sampled in one batch; all in one where it is not given. */
  readonly maxBatch?: number;
}

export interface SampledCandidate {
  /** 0-based row, also the row's place in the seed sequence. */
  readonly index: number;
  /** Ids of the continuation alone, cut before an end token, a fence or a dedented line. */
  readonly ids: readonly TokenId[];
  readonly text: string;
  readonly end: EndReason;
}

/** One token of the vocabulary under the three distributions, natural logarithms. */
export interface Alternative {
  readonly id: TokenId;
  readonly text: string;
  readonly logP: number;
  readonly logPc: number;
  readonly logG: number;
  /** The published mask put 1e-10 in the place of this probability before guidance; absent where it did not. */
  readonly maskedP?: true;
  readonly maskedPc?: true;
}

/** What a decision would be at other strengths, with everything before it the same (`other-gammas`). */
export interface AtOtherGammas {
  /**
   * All that can be chosen somewhere in the range, or that come too close to it for floating point; each is among the
   * alternatives. Empty where the two streams rule out each other's tokens: G is P at every strength.
   */
  readonly winners: readonly TokenId[];
  /** log Z at each of the run's `gammas`, to six decimals. */
  readonly logNormalisers: readonly number[];
}

/** A chosen token and the evidence for it. */
export interface TokenChoice {
  readonly id: TokenId;
  readonly text: string;
  /** The union of the best of P, Pc and G, best G first; holds the chosen token and the winners at other strengths. */
  readonly top: readonly Alternative[];
  /** log Z of G = P^(1-gamma) Pc^gamma / Z at the run's gamma. */
  readonly logNormaliser: number;
  /** Shannon entropy in nats. */
  readonly entropyP: number;
  readonly entropyPc: number;
  readonly entropyG: number;
  /** KL(G || P) in nats: how far guidance moved this token. */
  readonly klGuidedFromPlain: number;
  readonly source: 'step' | 'draft' | 'forced';
  /** The two best were too close for floating point, so both texts were read again from their beginning. */
  readonly decidedAgain?: true;
  /** Absent without a signal (Pc is P, and so is G at every strength), and in files from before it was kept. */
  readonly atOtherGammas?: AtOtherGammas;
  /** From lists of the likeliest tokens alone: how sure it is that no other token has a larger G. */
  readonly certainty?: Certainty;
  /** The other stream did not count for G and was not asked: its numbers repeat this one's. */
  readonly onlyAsked?: 'plain' | 'conditional';
}

/**
 * `stepping` is the definition: both streams, one token at a time. `drafts` verifies whole drafts of the line and gives
 * the same tokens at less cost.
 */
export type Decoding = 'drafts' | 'stepping';

/** How a device is used. It changes no token, but what a run costs; a run names it, and a replay follows it. */
export interface DecodePlan {
  readonly decoding: Decoding;
  /** Most candidates sampled in one batch. */
  readonly maxBatch: number;
  /** Whether a step of both streams is one run of two rows; two runs where it is not given. */
  readonly pair?: boolean;
  /**
   * The network's numbers depend on how a text is divided, so this run could come out otherwise where that differs. Not
   * there where every way to read a text gives the same.
   */
  readonly numbers?: 'approximate';
}

export interface DecodeLineRequest {
  readonly context: ContextId;
  readonly plain: StreamPrefix;
  /** Prompt ids of the conditional stream, signal included; null without a signal, then Pc = P. */
  readonly conditionalPrompt: readonly TokenId[] | null;
  readonly gamma: number;
  /** Ids that must come next, whatever the distributions say ("branch here"). */
  readonly forced: readonly TokenId[];
  /** Continuations that may be right, the likeliest first, verified as `decoding` says. */
  readonly drafts: readonly (readonly TokenId[])[];
  /** `drafts` where it is not given. */
  readonly decoding?: Decoding;
  /** As in `DecodePlan`. */
  readonly pair?: boolean;
  /** Stop after so many tokens even inside the line; null for the whole line. */
  readonly maxTokens: number | null;
  /** How many of the best of each distribution to report. */
  readonly topCount: number;
  /** Strengths at which log Z is reported as well, rising, multiples of 0.25; none where it is not given. */
  readonly gammas?: readonly number[];
  /** Published option: probabilities outside the best so many become 1e-10 before guidance; null for off. */
  readonly topProbsMask: number | null;
  /** Published option: epsilon added to both probabilities (1e-8 there); null for exact arithmetic in log space. */
  readonly epsilon: number | null;
  readonly stop: StopRule;
}

export interface DecodedLine {
  /** The accepted ids: up to and including the token that ends the line, cut before an end token or a dedented line. */
  readonly ids: readonly TokenId[];
  readonly end: EndReason;
  readonly cost: Cost;
}

export interface LanguageModel {
  readonly description: ModelDescription;
  /** Tokenises each text on its own, no special tokens added, special tokens in the text read as plain text. */
  encode(signal: CancelSignal, texts: readonly string[]): Promise<TokenId[][]>;
  decode(signal: CancelSignal, ids: readonly TokenId[]): Promise<string>;
  /** The turn in the model's own chat template; null where `description.chat` says that there is none. */
  chatPrompt(signal: CancelSignal, turn: ChatTurn): Promise<ChatPrompt | null>;
  /**
   * `head` is what every prompt of the problem begins with. It is read on its own, so that all contexts with the same
   * head can share the reading; without one nothing is shared.
   */
  openContext(signal: CancelSignal, head?: readonly TokenId[]): Promise<ContextId>;
  /** Releases every cache of the context. Safe to call twice. */
  closeContext(context: ContextId): Promise<void>;
  sample(
    signal: CancelSignal,
    request: SampleRequest,
    onCandidate: (candidate: SampledCandidate) => void,
  ): Promise<{ candidates: SampledCandidate[]; cost: Cost }>;
  decodeLine(
    signal: CancelSignal,
    request: DecodeLineRequest,
    onToken: (choice: TokenChoice) => void,
  ): Promise<DecodedLine>;
  /**
   * Makes the model usable again after a failure that took it down, and resolves to what is loaded then. Contexts opened
   * before are gone. `device` null keeps the device. Absent where there is nothing that could be started again.
   */
  recover?(signal: CancelSignal, device: Device | null): Promise<ModelDescription>;
}

/** What one test may use. */
export type Limits = SandboxLimits;

export type Executable =
  | {
      readonly kind: 'executable';
      /** Python that parses: the partial program, completed as little as possible. */
      readonly code: string;
      /** Without comments and docstrings, one spelling per program: equal for duplicate candidates. */
      readonly normalised: string;
    }
  | { readonly kind: 'refused'; readonly reason: string };

export interface ShownValue {
  /** A capped repr made by walking the value, never cut in the middle. */
  readonly value: string;
  readonly type: string;
}

export interface TraceStep {
  readonly event: 'call' | 'line' | 'return' | 'exception';
  /** 1-based line in the executed program; 0 for the test itself. */
  readonly line: number;
  /** Name of the running function, `<module>` outside. */
  readonly scope: string;
  /** Frames of the program on the stack, 1 = its module or the called function. */
  readonly depth: number;
  /** Locals that are new or shown differently since this frame's last step. */
  readonly changed: readonly (readonly [name: string, shown: ShownValue])[];
  /** Returned value, or exception as `Type: message`; null for call and line. */
  readonly result: string | null;
}

export type TestOutcome =
  | { readonly kind: 'passed'; readonly got: string | null }
  /** The assert failed: what the call returned, where it could be read. Of a program `got` is what it printed. */
  | { readonly kind: 'failed'; readonly got: string | null }
  | { readonly kind: 'raised'; readonly type: string; readonly message: string }
  /** A limit ended it; the message says which and what to do. */
  | {
      readonly kind: 'limit';
      readonly limit: 'steps' | 'deadline' | 'memory' | 'output' | 'recursion';
      readonly message: string;
    }
  /** The test itself is at fault (no Python, a NameError of its own): said beside the test. */
  | { readonly kind: 'bad-test'; readonly message: string };

export interface TestRun {
  readonly test: ProblemTest;
  readonly outcome: TestOutcome;
  /** Locals of the entry function when it ended, parameters only where their value changed; of a program, its names. */
  readonly finalLocals: readonly (readonly [name: string, value: string])[];
  readonly steps: readonly TraceStep[];
  /** Steps that happened, kept or not. */
  readonly stepCount: number;
  readonly stdout: string;
}

/** What a problem brings along for every test of every program. */
export interface ProblemContext {
  readonly setup: string;
  readonly limits: Limits;
  /** Python packages that it asks for; what programs and tests import is found in their text. */
  readonly packages?: readonly string[] | undefined;
}

export interface Interpreter {
  /** Absent where the sandbox of this page judges. */
  readonly judgedBy?: 'execeval';
  makeExecutable(signal: CancelSignal, sources: readonly string[]): Promise<Executable[]>;
  /** Runs each test on its own copy of the program, traced. Resolves even when limits end tests. */
  trace(
    signal: CancelSignal,
    program: string,
    tests: readonly ProblemTest[],
    options: ProblemContext & { readonly entryPoint: string | null },
  ): Promise<TestRun[]>;
  /** Verdicts without traces or a step limit: expected values stay in a worker that no program has touched. */
  judge(
    signal: CancelSignal,
    program: string,
    tests: readonly ProblemTest[],
    options: ProblemContext,
  ): Promise<TestOutcome[]>;
}
