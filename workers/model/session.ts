/** One network in memory: feeds tokens through it, one run at a time, and hands out logits and caches. */
import type { InferenceSession } from 'onnxruntime-web';
import { PlaygroundError } from '../../src/guidance/failure';
import type { TokenId } from '../../src/guidance/tokens';
import { type Capabilities, expectedOf, mixesRows, type Reading, readsCachedChunks } from './capabilities';
import { CarefulForward } from './careful-forward';
import { CostMeter } from './cost-meter';
import { feedsOf } from './feeds';
import { type GraphShape, readGraph } from './graph';
import { floatsOf } from './half';
import { type KvCache, KvPool } from './kv-cache';
import { operatorsOf } from './onnx/operators';
import { withPlainAttention } from './onnx/plain-attention';
import { GpuRowCopier, HostRowCopier } from './row-copy';
import type { OrtRuntime, OrtSession, OrtTensor } from './runtime';
import type { ExternalData } from './weights';

type Outputs = Awaited<ReturnType<OrtSession['run']>>;

export interface Forwarded {
  /** Logits of the kept positions, [row][position][vocabulary]. */
  readonly logits: readonly (readonly Float32Array[])[];
  /** Past and new positions; the caller's to release. */
  readonly cache: KvCache;
}

export type Attention = { readonly kind: 'plain' } | { readonly kind: 'own'; readonly reason: string };
const PLAIN: Attention = { kind: 'plain' };
/** So many tokens of a chunk cost about what one step does on a processor: 2 in float32, 7 in int8, 20 in 4 bits. */
const STEP_IN_CHUNK_TOKENS = 4;
/** Every vocabulary has so many tokens. */
const FEWEST_TOKENS = 100;

export class ModelSession {
  readonly graph: GraphShape;
  readonly pool: KvPool;
  private tail: Promise<unknown> = Promise.resolve();
  private broken = false;
  /** Ends the computation that is under way: it may never settle by itself once the device is lost. */
  private onLost: ((reason: PlaygroundError) => void) | null = null;

  /** What the export allows; what it does not allow is done in another way. */
  can: Capabilities;
  /** Whether kernels scale activations over all that a run is given, so that rows and positions change each other. */
  readonly mixes: boolean;
  /** Set to `alone` where such kernels have to be exact. */
  reading: Reading = 'together';

  private constructor(
    private readonly runtime: OrtRuntime,
    private readonly session: OrtSession,
    private readonly gpu: GPUDevice | null,
    /** Attention of chunks: rewritten to plain operators, or the file's own and why. */
    readonly attention: Attention,
    operators: ReadonlySet<string> | null,
  ) {
    this.graph = readGraph(session);
    const axes = this.graph.caches.map(({ lengthAxis }) => lengthAxis);
    const copier = gpu === null ? new HostRowCopier(runtime, axes) : new GpuRowCopier(runtime, gpu, axes);
    this.pool = new KvPool(copier, axes[0] ?? 2);
    this.can = expectedOf(operators, this.graph.oneRow);
    this.mixes = mixesRows(operators);
    void gpu?.lost.then((info) => {
      this.broken = true;
      this.onLost?.(lost(info.message));
    });
  }

  /**
   * `gpu` is a device of our own making: the one that the runtime would request may have a feature whose kernels are
   * wrong (see device.ts). Without one, attention is rewritten to plain operators unless `ownAttention` says why not.
   * `external` are the files that the network names for its larger tensors.
   * Throws whatever the runtime throws; load.ts puts it in words.
   */
  static async create(
    runtime: OrtRuntime,
    weights: Uint8Array,
    gpu: GPUDevice | null,
    ownAttention: string | null = null,
    external: readonly ExternalData[] = [],
  ): Promise<ModelSession> {
    const kept = gpu === null ? ownAttention : 'its kernel is fast on this device';
    const rewritten = kept === null ? withPlainAttention(weights) : { bytes: null, reason: kept };
    const session = await runtime.InferenceSession.create(rewritten.bytes ?? weights, {
      ...sessionOptions(gpu),
      externalData: external,
    });
    try {
      const attention: Attention = rewritten.bytes === null ? { kind: 'own', reason: rewritten.reason } : PLAIN;
      return await new ModelSession(runtime, session, gpu, attention, operatorsOf(weights)).probed();
    } catch (thrown) {
      await session.release();
      throw thrown;
    }
  }

  /** What one position of one row takes in a cache. */
  get bytesPerPosition(): number {
    const { caches, kvHeads, headDim } = this.graph;
    return caches.reduce((sum, { type }) => sum + kvHeads * headDim * (type === 'float16' ? 2 : 4), 0);
  }

  /**
   * Feeds `rows[r]` after row r of `past`, whose rows may differ in length; all rows have the same number of new tokens.
   * With a past, a batch of more than one row takes one token each: GroupQueryAttention refuses anything else. `keep`
   * is of how many last positions the logits are wanted. Leaves `past` as it is.
   */
  forward(
    rows: readonly (readonly TokenId[])[],
    past: KvCache | null,
    keep: number | 'all',
    meter: CostMeter,
  ): Promise<Forwarded> {
    return this.inTurn(() => {
      check(rows, past);
      const run: ConstructorParameters<typeof CarefulForward>[3] = (...given) => this.run(...given, meter);
      return new CarefulForward(this.pool, this.can, this.reading, run).forward(rows, past, keep);
    });
  }

  /** Looks, where the nodes promise little, at what chunks with a past do. */
  private async probed(): Promise<ModelSession> {
    if (this.can.shorterMask) return this;
    const run = (rows: readonly (readonly TokenId[])[], past: KvCache | null, meter: CostMeter) =>
      this.inTurn(() => this.run(rows, past, 'all', meter));
    this.can = {
      ...this.can,
      cachedChunks: await readsCachedChunks(run, this.graph.vocabularySize ?? FEWEST_TOKENS, new CostMeter()),
    };
    return this;
  }

  /**
   * How many of the `held` tokens that a cache has of a text of `length` are best gone on from: none where the rest would
   * be read one by one and the whole text at once is cheaper. Counted, never timed: it decides what is forwarded.
   */
  worthKeeping(held: number, length: number): number {
    const isStepped = !this.can.cachedChunks && this.reading === 'together';
    return isStepped && (length - held) * STEP_IN_CHUNK_TOKENS > length ? 0 : held;
  }

  async dispose(): Promise<void> {
    await this.inTurn(() => this.session.release());
    this.gpu?.destroy();
  }

  /** One run after another: two at once hang the WebGPU build. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async run(
    rows: readonly (readonly TokenId[])[],
    past: KvCache | null,
    keep: number | 'all',
    meter: CostMeter,
  ): Promise<Forwarded> {
    const width = rows[0]?.length ?? 0;
    if (this.broken) throw lost('It was lost, or an earlier computation failed on it.');
    const lengths = rows.map((_, row) => (past?.lengths[row] ?? 0) + width);
    const feeds = feedsOf(this.runtime, this.graph, rows, lengths, past, keep);
    return this.onDevice(async () => {
      const outputs = await this.session.run(feeds);
      meter.count(rows.length, width);
      const presents = this.graph.caches.map(({ present }) => tensorOf(outputs, present));
      const cache = this.pool.adopt(presents, lengths);
      try {
        return { logits: await readLogits(tensorOf(outputs, 'logits'), keep), cache };
      } catch (thrown) {
        cache.release();
        throw thrown;
      }
    });
  }

  /** Says what it means when a computation fails: the runtime's words, or those of a buffer that cannot be read. */
  private async onDevice<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.onLost = reject;
        work().then(resolve, reject);
      });
    } catch (thrown) {
      if (thrown instanceof PlaygroundError) throw thrown;
      if (this.gpu === null) throw failedRun(thrown);
      // After one failed run every later one of a WebGPU session fails too, with the same message.
      this.broken = true;
      throw isMemory(thrown) ? failedRun(thrown) : lost(words(thrown));
    } finally {
      this.onLost = null;
    }
  }
}

/** Refuses what no export can be given, before the runtime sees it. */
function check(rows: readonly (readonly TokenId[])[], past: KvCache | null): void {
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width)) throw new RangeError('Rows of a run must be equal');
  if (past !== null && past.rows !== rows.length) throw new RangeError(`${rows.length} rows on ${past.rows} caches`);
  if (past !== null && rows.length > 1 && width > 1) throw new RangeError('A batch with a past takes one token each');
}

function sessionOptions(gpu: GPUDevice | null): InferenceSession.SessionOptions {
  // Errors are thrown; its warnings ("some nodes run on the processor") would only fill the console.
  const logSeverityLevel = 3;
  if (gpu === null) return { executionProviders: ['wasm'], logSeverityLevel };
  return {
    executionProviders: [{ name: 'webgpu', device: gpu }],
    logSeverityLevel,
    // Caches stay on the device; `readLogits` fetches the one output that the processor reads.
    preferredOutputLocation: 'gpu-buffer',
  };
}

async function readLogits(tensor: OrtTensor, keep: number | 'all'): Promise<Float32Array[][]> {
  const [rows = 0, positions = 0, vocabulary = 0] = tensor.dims;
  const data = floatsOf(await tensor.getData(true), tensor.type);
  if (data === null) throw notNumbers(`logits of type ${tensor.type}`);
  const first = keep === 'all' ? 0 : Math.max(0, positions - keep);
  const result: Float32Array[][] = [];
  for (let row = 0; row < rows; row++) {
    const kept: Float32Array[] = [];
    for (let position = first; position < positions; position++) {
      const start = (row * positions + position) * vocabulary;
      kept.push(data.slice(start, start + vocabulary));
    }
    result.push(kept);
  }
  if (result.some((kept) => kept.some(holdsNaN))) throw notNumbers('values that are no numbers');
  return result;
}

function holdsNaN(logits: Float32Array): boolean {
  for (const value of logits) if (Number.isNaN(value)) return true;
  return false;
}

function tensorOf(outputs: Outputs, name: string): OrtTensor {
  const tensor = outputs[name];
  if (tensor === undefined) throw new Error(`The network gave no output "${name}"`);
  return tensor;
}

function lost(reason: string): PlaygroundError {
  return new PlaygroundError({
    code: 'device-lost',
    message: `The graphics device stopped computing. ${reason}`,
    advice: 'Load the model again; choose WASM if this comes back.',
  });
}

function failedRun(thrown: unknown): PlaygroundError {
  const memory = isMemory(thrown);
  return new PlaygroundError({
    code: memory ? 'out-of-memory' : 'model-crashed',
    message: memory
      ? 'There was not enough memory for this computation.'
      : `The network could not be run: ${words(thrown)}`,
    advice: memory
      ? 'Close other tabs, or choose a smaller model or fewer candidates.'
      : 'Load the model again. If it happens again, please report it with the problem you ran.',
  });
}

/** A bare number is a C++ exception, in practice a failed allocation. */
function isMemory(thrown: unknown): boolean {
  return typeof thrown === 'number' || /bad_alloc|out of memory|allocat/i.test(words(thrown));
}

function words(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function notNumbers(what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-unsuitable',
    message: `The network answered with ${what}.`,
    advice: 'Choose WASM instead of WebGPU, or another number format of this model.',
  });
}
