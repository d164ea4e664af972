/** Node side, at build time: the heap of an interpreter with the runtime installed, which workers then start from. */
import { loadPyodide } from 'pyodide';
import { INTERPRETER_OPTIONS, installRuntime } from './start-runtime';

export async function makeSnapshot(): Promise<Uint8Array> {
  const python = await loadPyodide({ ...INTERPRETER_OPTIONS, _makeSnapshot: true });
  installRuntime(python);
  if (!('makeMemorySnapshot' in python) || typeof python.makeMemorySnapshot !== 'function') {
    throw new Error('This Pyodide makes no snapshots.');
  }
  const snapshot: unknown = python.makeMemorySnapshot();
  if (!(snapshot instanceof Uint8Array)) throw new Error('Pyodide made something that is no snapshot.');
  return snapshot;
}
