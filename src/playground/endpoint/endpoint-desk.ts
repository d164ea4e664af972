/**
 * The model behind an endpoint: its address, what is known of the server there, and whether it is in use. Nothing reaches
 * the network before a button is pressed.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { InFlight } from '../../clients/endpoint/in-flight';
import { KeyRing } from '../../clients/endpoint/key-ring';
import { type AddressReading, type EndpointAddress, readAddress } from '../../endpoint/address';
import type { Capabilities } from '../../endpoint/capabilities';
import type { ServerKind } from '../../endpoint/dialects/dialect';
import type { ListedModel } from '../../endpoint/models-list';
import { moneyOf, NOTHING_SPENT, SpendingMeter, type Spent, spentSince } from '../../endpoint/spending';
import { type Failure, toFailure } from '../../guidance/failure';
import type { LanguageModel } from '../../guidance/ports';
import type { TextStorage } from '../settings';
import type { Asking, CheckedServer } from './ask-server';
import { type EndpointForm, numberIn, parseForm, pricesIn } from './endpoint-form';

export type EndpointState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly words: string }
  /** What is there; a model is still to be chosen and checked. */
  | { readonly kind: 'listed'; readonly server: ServerKind; readonly models: readonly ListedModel[] }
  | { readonly kind: 'checked'; readonly models: readonly ListedModel[]; readonly found: Capabilities }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface EndpointDeps {
  readonly storage: TextStorage;
  readonly keys: KeyRing;
  readonly mayConnect: (origins: readonly string[]) => boolean;
  readonly fetch: typeof fetch;
  /** Makes it the page's model; null goes back to the one before. */
  readonly use: (model: LanguageModel | null) => void;
}

export class EndpointDesk {
  readonly #deps: EndpointDeps;
  readonly #form;
  readonly #state = signal<EndpointState>({ kind: 'idle' });
  readonly #inUse = signal<Capabilities | null>(null);
  readonly #spent = signal<Spent>(NOTHING_SPENT);
  readonly #before = signal<Spent>(NOTHING_SPENT);
  readonly #inFlight = new InFlight(4);
  readonly #meter = new SpendingMeter((spent) => {
    this.#spent.value = spent;
  });
  #asking = new AbortController();
  #checked: CheckedServer | null = null;

  constructor(deps: EndpointDeps) {
    this.#deps = deps;
    this.#form = signal(parseForm(guarded(() => deps.storage.read())));
  }

  get form(): ReadonlySignal<EndpointForm> {
    return this.#form;
  }

  get state(): ReadonlySignal<EndpointState> {
    return this.#state;
  }

  /** Of the endpoint that is the page's model; null while another model is. */
  get inUse(): ReadonlySignal<Capabilities | null> {
    return this.#inUse;
  }

  readonly address: ReadonlySignal<AddressReading> = computed(() => readAddress(this.#form.value.address));

  /** Of the run on the screen. */
  readonly spent: ReadonlySignal<Spent> = computed(() => spentSince(this.#before.value, this.#spent.value));

  readonly money: ReadonlySignal<number | null> = computed(() => moneyOf(this.spent.value, pricesIn(this.#form.value)));

  get mayConnect(): boolean {
    const { value } = this.address;
    return value.kind === 'address' && this.#deps.mayConnect([value.address.origin]);
  }

  get keyIsKept(): boolean {
    return this.#deps.keys.kept;
  }

  get hasKey(): boolean {
    const { value } = this.address;
    return value.kind === 'address' && this.#deps.keys.keyFor(value.address.root) !== null;
  }

  /** Anything of it; what was found out about a server is not known of another one. */
  change(part: Partial<EndpointForm>): void {
    this.#form.value = { ...this.#form.value, ...part };
    guarded(() => this.#deps.storage.write(JSON.stringify(this.#form.value)));
    this.#inFlight.most = numberIn(this.#form.value.inFlight) ?? 4;
    const isPrice = Object.keys(part).every((name) => name.endsWith('Price') || name === 'inFlight');
    if (!isPrice) this.stopAsking();
  }

  setKey(key: string, keep: boolean): void {
    const { value } = this.address;
    if (value.kind === 'address') this.#deps.keys.set(value.address.root, key, keep);
  }

  forgetKey(): void {
    this.#deps.keys.forget();
  }

  /** Asks which models the server has. */
  async look(): Promise<void> {
    await this.#ask('Asking which models it has', async (signal, asking) => {
      const { listModels } = await import('./ask-server');
      const { models, kind } = await listModels(signal, asking);
      const [first] = models;
      if (!models.some(({ id }) => id === asking.model) && first !== undefined) this.#keep({ model: first.id });
      return { kind: 'listed', models, server: kind };
    });
  }

  /** Asks the server what it can do with the chosen model: a few requests of a few tokens. */
  async check(): Promise<void> {
    await this.#ask('Asking which models it has', async (signal, asking) => {
      const { checkServer } = await import('./ask-server');
      const { kind, top } = this.#form.value;
      const chosen = kind === 'detect' ? null : kind;
      const checked = await checkServer(signal, asking, chosen, numberIn(top), (words) => {
        if (!signal.aborted) this.#state.value = { kind: 'asking', words };
      });
      this.#checked = checked;
      return { kind: 'checked', models: checked.models, found: checked.found };
    });
  }

  stopAsking(): void {
    this.#asking.abort();
    this.#state.value = { kind: 'idle' };
  }

  /** Makes the checked model the page's. */
  use(): void {
    const state = this.#state.value;
    if (state.kind !== 'checked' || this.#checked === null) return;
    const { missing, promptStyle } = this.#form.value;
    this.#inUse.value = state.found;
    // What the check cost is no run's.
    this.beginCounting();
    this.#deps.use(this.#checked.model({ missing, promptStyle }));
  }

  /** Goes back to the model before. */
  leave(): void {
    this.#inUse.value = null;
    this.#deps.use(null);
  }

  /** Another model was made the page's. */
  left(): void {
    this.#inUse.value = null;
  }

  /** A run begins: what is spent from here on is its own. */
  beginCounting(): void {
    this.#before.value = this.#spent.value;
  }

  async #ask(words: string, work: (signal: AbortSignal, asking: Asking) => Promise<EndpointState>): Promise<void> {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const reading = this.address.value;
    if (reading.kind === 'problem') return;
    this.#state.value = { kind: 'asking', words };
    let next: EndpointState;
    try {
      next = await work(asking.signal, this.#asked(reading.address));
    } catch (thrown) {
      next = { kind: 'failed', failure: toFailure(thrown) };
    }
    if (this.#asking === asking && !asking.signal.aborted) this.#state.value = next;
  }

  #keep(part: Partial<EndpointForm>): void {
    this.#form.value = { ...this.#form.value, ...part };
    guarded(() => this.#deps.storage.write(JSON.stringify(this.#form.value)));
  }

  #asked(address: EndpointAddress): Asking {
    const { keys, mayConnect, fetch } = this.#deps;
    return {
      address,
      model: this.#form.value.model.trim(),
      key: () => keys.keyFor(address.root),
      inFlight: this.#inFlight,
      mayConnect: () => mayConnect([address.origin]),
      fetch,
      meter: this.#meter,
    };
  }
}

/** A browser that keeps nothing is no reason to stop. */
function guarded<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** For a page that has none. */
export function noEndpoint(): EndpointDesk {
  return new EndpointDesk({
    storage: { read: () => null, write: () => undefined },
    keys: new KeyRing({ read: () => null, write: () => undefined }),
    mayConnect: () => false,
    fetch: () => Promise.reject(new Error('There is no network here')),
    use: () => undefined,
  });
}
