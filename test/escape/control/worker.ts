/** The unprotected control: Pyodide with its default settings in an ordinary worker. */
import { loadPyodide } from 'pyodide';
import naive from './naive.py?raw';

interface Start {
  readonly snapshot: Uint8Array | null;
}
interface Order {
  readonly program: string;
  readonly test: string;
  readonly limiter: string;
}

addEventListener('message', (event: MessageEvent<Start>) => void start(event.data), { once: true });

async function start({ snapshot }: Start): Promise<void> {
  const python = await loadPyodide({
    indexURL: new URL('/pyodide/', location.href).href,
    ...(snapshot === null ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
  });
  let made: unknown = null;
  if (snapshot === null) {
    python.runPython(naive);
    if ('makeMemorySnapshot' in python && typeof python.makeMemorySnapshot === 'function') {
      made = python.makeMemorySnapshot();
    }
  }
  addEventListener('message', (event: MessageEvent<Order>) => {
    try {
      const { program, test, limiter } = event.data;
      const judge: unknown = python.globals.get('judge');
      const text: unknown = typeof judge === 'function' ? judge(program, test, limiter) : null;
      postMessage({ kind: 'judged', text: String(text), heapBytes: heapBytes(python) });
    } catch (error) {
      postMessage({ kind: 'ended', message: String(error).slice(0, 500) });
    }
  });
  postMessage({ kind: 'ready', snapshot: made });
}

/** How far the interpreter's memory has grown. */
function heapBytes(python: object): number {
  const module: unknown = Reflect.get(python, '_module');
  const heap: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'HEAPU8') : null;
  return heap instanceof Uint8Array ? heap.length : 0;
}
