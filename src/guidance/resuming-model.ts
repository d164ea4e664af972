/**
 * A model that outlives its worker. Where a lost graphics device, missing memory or a crash takes the model down in the
 * middle of a run, it is started again and the call that was under way is made again: the port takes whole prefixes, so
 * a new worker needs no repair. What the call had told stays true: a candidate that was told is not told again and is
 * the one that counts, and tokens that were told are given to the second call as forced, so that it goes on behind them
 * even where the new device rounds differently. So nothing in a run's events is ever taken back; one more event says
 * what happened, and costs count what had to be read again.
 */
import type { CancelSignal } from './cancellation';
import type { EventOf } from './events';
import { type Failure, PlaygroundError, toFailure } from './failure';
import type { ContextId, Device, LanguageModel, SampledCandidate } from './ports';
import type { TokenId } from './tokens';

/** Starts of one run; a model that needs more will not get through it. */
export const MOST_RESTARTS = 4;

/** After so many losses of the graphics device in one run the processor takes over. */
const LOSSES_BEFORE_WASM = 2;

type Restarted = EventOf<'engine-restarted'>;

/** For one run. Gives the model as it is where it cannot be started again. */
export function resumingModel(model: LanguageModel, tell: (event: Restarted) => void): LanguageModel {
  return model.recover === undefined ? model : new Resuming(model, model.recover.bind(model), tell).port;
}

interface OpenContext {
  readonly head: readonly TokenId[] | undefined;
  /** The model's own number. */
  readonly id: ContextId;
  /** After how many restarts it was opened: those before took it along. */
  readonly restarts: number;
}

class Resuming {
  private restarts = 0;
  private losses = 0;
  /** Set once memory ran out while sampling; bounds every later batch of the run. */
  private maxBatch: number | null = null;
  private restarting: Promise<void> | null = null;
  private readonly contexts = new Map<ContextId, OpenContext>();
  private lastContext: ContextId = 0;

  constructor(
    private readonly model: LanguageModel,
    private readonly recover: NonNullable<LanguageModel['recover']>,
    private readonly tell: (event: Restarted) => void,
  ) {}

  get port(): LanguageModel {
    const { model } = this;
    return {
      get description() {
        return model.description;
      },
      encode: (signal, texts) => this.persist(signal, null, () => model.encode(signal, texts)),
      decode: (signal, ids) => this.persist(signal, null, () => model.decode(signal, ids)),
      chatPrompt: (signal, turn) => this.persist(signal, null, () => model.chatPrompt(signal, turn)),
      openContext: async (signal, head) => {
        const given = ++this.lastContext;
        await this.persist(signal, null, () => this.open(signal, given, head));
        return given;
      },
      closeContext: async (context) => {
        const open = this.contexts.get(context);
        this.contexts.delete(context);
        if (open?.restarts === this.restarts) await model.closeContext(open.id);
      },
      sample: (...call) => this.sample(...call),
      decodeLine: (...call) => this.decodeLine(...call),
    };
  }

  private readonly sample: LanguageModel['sample'] = async (signal, request, onCandidate) => {
    const told = new Map<number, SampledCandidate>();
    const onNew = (candidate: SampledCandidate) => {
      if (told.has(candidate.index)) return;
      told.set(candidate.index, candidate);
      onCandidate(candidate);
    };
    const batch = Math.min(request.maxBatch ?? request.count, request.count);
    const result = await this.persist(signal, batch, async () => {
      const context = await this.contextOf(signal, request.context);
      const most = this.maxBatch === null ? {} : { maxBatch: Math.min(this.maxBatch, batch) };
      return this.model.sample(signal, { ...request, ...most, context }, onNew);
    });
    return { ...result, candidates: result.candidates.map((each) => told.get(each.index) ?? each) };
  };

  private readonly decodeLine: LanguageModel['decodeLine'] = (signal, request, onToken) => {
    const told: TokenId[] = [];
    return this.persist(signal, null, async () => {
      const context = await this.contextOf(signal, request.context);
      const forced = told.length > request.forced.length ? [...told] : request.forced;
      let position = 0;
      return this.model.decodeLine(signal, { ...request, context, forced }, (choice) => {
        if (position++ < told.length) return;
        told.push(choice.id);
        onToken(choice);
      });
    });
  };

  private async open(signal: CancelSignal, given: ContextId, head: readonly TokenId[] | undefined): Promise<ContextId> {
    const { restarts } = this;
    const id = await this.model.openContext(signal, head);
    this.contexts.set(given, { head, id, restarts });
    return id;
  }

  /** The model's number of a context; opened again where a restart took it along. */
  private async contextOf(signal: CancelSignal, given: ContextId): Promise<ContextId> {
    const open = this.contexts.get(given);
    return open?.restarts === this.restarts ? open.id : this.open(signal, given, open?.head);
  }

  /** Does the work, again after each restart. `batch` is how many candidates it samples at once, null for none. */
  private async persist<T>(signal: CancelSignal, batch: number | null, work: () => Promise<T>): Promise<T> {
    let crashes = 0;
    for (;;) {
      const { restarts } = this;
      try {
        return await work();
      } catch (thrown) {
        signal.throwIfAborted();
        const failure = toFailure(thrown);
        const reason = reasonOf(failure);
        if (reason === null) throw thrown;
        if (reason === 'model-crashed') crashes++;
        // Missing memory often shows as a crash like any other; one that comes again is taken for it.
        const narrower = reason === 'out-of-memory' || crashes > 1 ? batch : null;
        // Another call of this run may have seen to it.
        if (restarts === this.restarts) await this.restart(signal, failure, narrower);
      }
    }
  }

  /** `batch` is what was sampled at once, where less of it may help. */
  private restart(signal: CancelSignal, failure: Failure, batch: number | null): Promise<void> {
    this.restarting ??= this.startAgain(signal, failure, batch).finally(() => {
      this.restarting = null;
    });
    return this.restarting;
  }

  private async startAgain(signal: CancelSignal, failure: Failure, batch: number | null): Promise<void> {
    const reason = reasonOf(failure);
    if (reason === null) throw new PlaygroundError(failure);
    if (this.restarts >= MOST_RESTARTS) throw givenUp(failure);
    const before = this.model.description;
    if (reason === 'device-lost') this.losses++;
    const device: Device | null = this.losses >= LOSSES_BEFORE_WASM ? 'wasm' : null;
    const description = await this.recover(signal, device);
    if (description.id !== before.id || description.weightsSha256 !== before.weightsSha256) throw otherModel();
    this.restarts++;
    const most = batch === null ? 1 : Math.min(this.maxBatch ?? batch, batch);
    if (most > 1) this.maxBatch = Math.floor(most / 2);
    this.tell({
      kind: 'engine-restarted',
      reason,
      message: failure.message,
      device: description.device,
      maxBatch: most > 1 ? this.maxBatch : null,
    });
  }
}

/** null where a new start would not help. */
function reasonOf({ code }: Failure): Restarted['reason'] | null {
  return code === 'device-lost' || code === 'out-of-memory' || code === 'model-crashed' || code === 'model-restarted'
    ? code
    : null;
}

function givenUp({ code, message }: Failure): PlaygroundError {
  return new PlaygroundError({
    code,
    message: `${message} The model was started again ${MOST_RESTARTS} times in this run, and it happened again.`,
    advice:
      code === 'out-of-memory'
        ? 'Close other tabs, choose a smaller model, or set fewer candidates (s), then run again. The lines so far stay.'
        : 'Choose WASM as the device or a smaller model, then run again. The lines so far stay.',
  });
}

function otherModel(): PlaygroundError {
  return new PlaygroundError({
    code: 'model-restarted',
    message: 'Another model was loaded during this run, which cannot go on with it.',
    advice: 'Start the run again.',
  });
}
