/** A module worker that loads a chunk and a wasm file of its own, fetches what it is told to, and says how that went. */
import wasmUrl from 'pyodide/pyodide.asm.wasm?url';

addEventListener('message', async (event: MessageEvent<string>) => {
  const reply = (kind: string, detail: string) => postMessage({ kind, detail });
  try {
    const { answer } = await import('./probe-chunk');
    reply('chunk', answer());
    const response = await fetch(new URL(wasmUrl, import.meta.url));
    const module = await WebAssembly.compile(await response.arrayBuffer());
    reply('wasm', String(module instanceof WebAssembly.Module));
  } catch (error) {
    reply('broken', String(error));
  }
  try {
    await fetch(event.data, { mode: 'no-cors' });
    reply('fetch', 'open');
  } catch {
    reply('fetch', 'blocked');
  }
});
