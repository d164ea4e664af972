/** The ExecEval server that judges answers: its address, whether it judges as it should, and whether it is in use. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { InFlight } from '../../clients/endpoint/in-flight';
import { type AddressReading, readAddress } from '../../endpoint/address';
import { type Failure, toFailure } from '../../guidance/failure';
import type { Interpreter } from '../../guidance/ports';
import type { TextStorage } from '../settings';

export type JudgeState =
  | { readonly kind: 'off' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'on' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Puts judging elsewhere in place of the interpreter's own. */
export type JudgeElsewhere = (here: Interpreter) => Interpreter;

export interface JudgeDeps {
  /** Holds the address alone. */
  readonly storage: TextStorage;
  readonly mayConnect: (origins: readonly string[]) => boolean;
  readonly fetch: typeof fetch;
  readonly use: (judge: JudgeElsewhere | null) => void;
}

/** A server has a few workers, and each test of a suite is a job. */
const MOST_JOBS = 4;

export class JudgeDesk {
  readonly #deps: JudgeDeps;
  readonly #typed;
  readonly #state = signal<JudgeState>({ kind: 'off' });
  #checking = new AbortController();

  constructor(deps: JudgeDeps) {
    this.#deps = deps;
    this.#typed = signal(guarded(() => deps.storage.read()) ?? '');
  }

  get typed(): ReadonlySignal<string> {
    return this.#typed;
  }

  get state(): ReadonlySignal<JudgeState> {
    return this.#state;
  }

  readonly address: ReadonlySignal<AddressReading> = computed(() => readAddress(this.#typed.value));

  get mayConnect(): boolean {
    const { value } = this.address;
    return value.kind === 'address' && this.#deps.mayConnect([value.address.origin]);
  }

  change(address: string): void {
    this.#typed.value = address;
    guarded(() => this.#deps.storage.write(address));
    this.off();
  }

  /** Lets it judge two programs whose verdicts are known, and uses it where they are right. */
  async on(): Promise<void> {
    const { value } = this.address;
    if (value.kind === 'problem') return;
    this.#checking.abort();
    const checking = new AbortController();
    this.#checking = checking;
    this.#state.value = { kind: 'checking' };
    try {
      const [{ HttpTransport }, { checkJudge, judgedElsewhere }] = await Promise.all([
        import('../../clients/endpoint/http-transport'),
        import('../../clients/execeval/execeval-judge'),
      ]);
      const { root, host, origin } = value.address;
      const transport = new HttpTransport({
        root,
        host,
        model: '',
        key: () => null,
        inFlight: new InFlight(MOST_JOBS),
        corsAdvice: 'ExecEval allows every page; a proxy in front of it may not.',
        mayConnect: () => this.#deps.mayConnect([origin]),
        fetch: this.#deps.fetch,
      });
      await checkJudge(checking.signal, transport);
      if (checking.signal.aborted) return;
      this.#deps.use((here) => judgedElsewhere(here, { transport }));
      this.#state.value = { kind: 'on' };
    } catch (thrown) {
      if (!checking.signal.aborted) this.#state.value = { kind: 'failed', failure: toFailure(thrown) };
    }
  }

  off(): void {
    this.#checking.abort();
    if (this.#state.value.kind === 'on') this.#deps.use(null);
    this.#state.value = { kind: 'off' };
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
export function noJudge(): JudgeDesk {
  return new JudgeDesk({
    storage: { read: () => null, write: () => undefined },
    mayConnect: () => false,
    fetch: () => Promise.reject(new Error('There is no network here')),
    use: () => undefined,
  });
}
