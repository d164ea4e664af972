/** The page of the control: no policy, no frame, no limits. What works here is a real attempt. */

interface Reply {
  readonly kind: string;
  readonly text?: string;
  readonly heapBytes?: number;
  readonly snapshot?: Uint8Array | null;
}

export interface ControlOrder {
  readonly program: string;
  readonly test: string;
  readonly limiter: string;
  readonly timeoutMs: number;
}

export interface ControlEnd {
  /** `late`: no answer in time; `ended`: the interpreter was lost. */
  readonly kind: 'judged' | 'late' | 'ended';
  readonly verdict: string;
  readonly value: string;
  readonly heapBytes: number;
}

/** A frame whose script neither ends nor leaves for another document that loads. */
const SILENCE_MS = 5_000;

let snapshot: Uint8Array | null = null;
let spare: Promise<Worker> | null = null;
let active: Worker | null = null;
/** The last script that was run; it may still be busy with what it sends. */
let script: Worker | null = null;

function boot(): Promise<Worker> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onerror = (error) => reject(new Error(error.message));
    worker.onmessage = (event: MessageEvent<Reply>) => {
      snapshot ??= event.data.snapshot ?? null;
      resolve(worker);
    };
    worker.postMessage({ snapshot });
  });
}

/** The one in use, or a new one; the next is booted beside it. */
async function current(): Promise<Worker> {
  if (active === null) {
    active = await (spare ?? boot());
    spare = boot();
  }
  return active;
}

function run(worker: Worker, order: ControlOrder): Promise<ControlEnd> {
  const end = (kind: ControlEnd['kind'], reply?: Reply): ControlEnd => {
    const { verdict = '', value = '' } = kind === 'judged' ? naiveRead(reply?.text ?? '{}') : {};
    return { kind, verdict, value, heapBytes: reply?.heapBytes ?? 0 };
  };
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(end('late')), order.timeoutMs);
    worker.onmessage = (event: MessageEvent<Reply>) => {
      window.heard?.push(JSON.stringify(event.data));
      if (event.data.kind !== 'judged' && event.data.kind !== 'ended') return;
      clearTimeout(timer);
      resolve(end(event.data.kind, event.data));
    };
    worker.postMessage({ ...order, test: order.test.replace('LONG', 'x'.repeat(50_000_000)) });
  });
}

/** Takes whatever is in the text over into an object, as many a page does with settings. */
function naiveRead(text: string): Record<string, string> {
  const merge = (target: Record<string, unknown>, source: object): void => {
    for (const [key, value] of Object.entries(source)) {
      const old = target[key];
      if (isRecord(value) && isRecord(old)) merge(old, value);
      else target[key] = value;
    }
  };
  const read: Record<string, string> = JSON.parse(text);
  try {
    merge({}, JSON.parse((read.value ?? '').slice(1, -1)));
  } catch {
    // Most values are no JSON.
  }
  return read;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const surface = {
  /** Runs programs one after another in one interpreter. */
  async run(orders: readonly ControlOrder[]): Promise<ControlEnd[]> {
    const worker = await current();
    const ends: ControlEnd[] = [];
    for (const order of orders) {
      const end = await run(worker, order);
      ends.push(end);
      if (end.kind !== 'judged') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return ends;
  },

  /** The next program gets a new interpreter. */
  drop(): void {
    script?.terminate();
    active?.terminate();
    active = null;
  },

  /** JavaScript in a plain worker. */
  evaluateInWorker(source: string): Promise<string> {
    script?.terminate();
    const text = `(async () => { ${source} })().then(v => postMessage(String(v)), e => postMessage('error: ' + e))`;
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    script = worker;
    return new Promise((resolve) => {
      worker.onmessage = (event: MessageEvent<unknown>) => {
        window.heard?.push(String(event.data));
        resolve(String(event.data));
      };
      worker.onerror = (error) => resolve(`error: ${error.message}`);
    });
  },

  /** JavaScript in a plain frame of the page's own origin. */
  async evaluateInFrame(source: string): Promise<string> {
    const frame = document.createElement('iframe');
    frame.src = 'frame.html';
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.onload = resolve;
    });
    const heard = new Promise<string>((resolve) => {
      addEventListener('message', (event) => resolve(String(event.data)), { once: true });
    });
    const left = new Promise<string>((resolve) => {
      // What it left for may do something yet.
      frame.onload = () => setTimeout(() => resolve('left'), 1000);
      setTimeout(() => resolve('silent'), SILENCE_MS);
    });
    frame.contentWindow?.postMessage(source, '*');
    const result = await Promise.race([heard, left]);
    frame.remove();
    return result;
  },
};

declare global {
  interface Window {
    control?: typeof surface;
    /** What arrived by message or channel. */
    heard?: string[];
  }
}

window.control = surface;
