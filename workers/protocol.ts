/**
 * What crosses a thread, types only.
 *
 * Page to model worker: comlink calls. Each long call carries an id by which it is cancelled and under which its
 * progress comes back through one sink that is handed over once (a callback proxy per call may be collected in the
 * middle of it). Failures travel as data.
 */
import type { Outcome } from '../src/guidance/failure';
import type {
  ChatPrompt,
  ChatTurn,
  ContextId,
  DecodedLine,
  DecodeLineRequest,
  Device,
  ModelDescription,
  SampledCandidate,
  SampleRequest,
  TokenChoice,
} from '../src/guidance/ports';
import type { Cost, TokenId } from '../src/guidance/tokens';
import type { NumberFormat } from '../src/hub/number-formats';

export type CallId = number;

export interface ModelSource {
  /** Path of a folder under `models/`, or a Hub repository `owner/name`. */
  readonly id: string;
  /**
   * `page`: fetched from beside the page. `hub`: read from where a download put it in this browser's storage. `folder`:
   * read from the visitor's disk.
   */
  readonly from: 'page' | 'hub' | 'folder';
  /** Number format in the Hub's naming: picks the file under onnx/. */
  readonly dtype: NumberFormat;
  /**
   * Where a network's numbers depend on how a text is divided: read every token by itself, exact and several times
   * slower, instead of calling the run approximate.
   */
  readonly exact?: boolean;
  /** null lets the worker choose. */
  readonly device: Device | null;
  /** The network's path inside the folder, where it is not the usual one of its format. */
  readonly weightsPath?: string;
  /** The files of a folder, by their path inside of it. */
  readonly local?: readonly { readonly path: string; readonly file: File }[];
  /** How a folder's model was trained to be asked, where it has no chat template; plain instructions without a word. */
  readonly promptStyle?: 'built-in' | 'instruct';
  /** What was downloaded; a Hub model without it cannot be loaded. */
  readonly stored?: StoredModel;
}

/** Files of a Hub model as they lie in this browser's storage. */
export interface StoredModel {
  /** 40 hex digits. */
  readonly commit: string;
  /** `sha256` is what was found when the file was downloaded, hex. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[];
}

export interface LoadProgress {
  readonly stage: 'files' | 'session' | 'self-check';
  /** In words, for the visitor. */
  readonly label: string;
  /** 0 to 1, or null where it is not known. */
  readonly fraction: number | null;
}

/** Implemented by the page, called by the worker. */
export interface ModelSink {
  progress(call: CallId, progress: LoadProgress): void;
  candidate(call: CallId, candidate: SampledCandidate): void;
  token(call: CallId, choice: TokenChoice): void;
}

/** Implemented by the model worker. A cancelled call settles with the failure code `cancelled`. */
export interface ModelWorkerApi {
  /** Once, before anything else. `baseUrl` is where `models/` lies, absolute, with a trailing slash. */
  connect(sink: ModelSink, baseUrl: string): Promise<void>;
  load(call: CallId, source: ModelSource): Promise<Outcome<ModelDescription>>;
  encode(texts: readonly string[]): Promise<Outcome<TokenId[][]>>;
  decode(ids: readonly TokenId[]): Promise<Outcome<string>>;
  chatPrompt(turn: ChatTurn): Promise<Outcome<ChatPrompt | null>>;
  openContext(head: readonly TokenId[]): Promise<Outcome<ContextId>>;
  closeContext(context: ContextId): Promise<Outcome<null>>;
  sample(call: CallId, request: SampleRequest): Promise<Outcome<{ candidates: SampledCandidate[]; cost: Cost }>>;
  decodeLine(call: CallId, request: DecodeLineRequest): Promise<Outcome<DecodedLine>>;
  cancel(call: CallId): Promise<void>;
}
