/**
 * The keys that the visitor typed, each for the server that it is for. In this object's memory and nowhere else, or in
 * this tab's session storage if the visitor asks for that; what is written to JSON or to the console of it says nothing.
 */
const STORAGE = 'eg-cfg.endpoint-key.v1';

export interface SessionText {
  read(): string | null;
  write(text: string): void;
}

export class KeyRing {
  /** By the root of the server: a key is never sent anywhere else. */
  readonly #keys = new Map<string, string>();
  readonly #session: SessionText;
  #kept = false;

  constructor(session: SessionText) {
    this.#session = session;
    const found = guarded(() => session.read()) ?? '';
    const at = found.indexOf('\n');
    if (at > 0) {
      this.#keys.set(found.slice(0, at), found.slice(at + 1));
      this.#kept = true;
    }
  }

  /** Whether the key outlives a reload of this tab. */
  get kept(): boolean {
    return this.#kept;
  }

  /** null for a server without a key. */
  keyFor(root: string): string | null {
    return this.#keys.get(root) ?? null;
  }

  set(root: string, key: string, keep: boolean): void {
    const typed = key.trim();
    if (typed === '') this.#keys.delete(root);
    else this.#keys.set(root, typed);
    this.#kept = keep && typed !== '';
    guarded(() => this.#session.write(this.#kept ? `${root}\n${typed}` : ''));
  }

  forget(): void {
    this.#keys.clear();
    this.#kept = false;
    guarded(() => this.#session.write(''));
  }

  toJSON(): string {
    return 'keys are not written';
  }
}

/** This tab's own storage; a browser that refuses it keeps nothing. */
export function tabSession(): SessionText {
  return {
    read: () => sessionStorage.getItem(STORAGE),
    write: (text) => (text === '' ? sessionStorage.removeItem(STORAGE) : sessionStorage.setItem(STORAGE, text)),
  };
}

function guarded<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
