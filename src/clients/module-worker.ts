/**
 * Starts a module worker that is under the page's policy.
 *
 * A worker started from an address of the server takes its policy from the response's headers, which a static host
 * does not set, so it could connect to anything. A worker started from a blob inherits the page's. The blob only
 * imports the real module, whose own address stays what it is: relative imports and `import.meta.url` work in it.
 */
export function createModuleWorker(url: URL | string, name: string): Worker {
  const address = new URL(url, document.baseURI).href;
  const source = new Blob([`(${startModule})(${JSON.stringify(address)})`], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(source);
  const worker = new Worker(blobUrl, { type: 'module', name });
  // The blob must outlive the fetch of it; its own first message or error says that it is over.
  const release = () => URL.revokeObjectURL(blobUrl);
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('error', release, { once: true });
  return worker;
}

/**
 * Runs in the worker. Not a static import: Firefox fetches those of a blob's worker without asking the service worker,
 * so the page would not work without a network there. What is posted before the module has run waits for it.
 */
function startModule(address: string): void {
  const early: MessageEvent[] = [];
  const keep = (event: MessageEvent) => void early.push(event);
  addEventListener('message', keep);
  import(/* @vite-ignore */ address).then(
    () => {
      removeEventListener('message', keep);
      for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
    },
    (error: unknown) => {
      // Not caught: so the page hears of it as of any error of its worker.
      setTimeout(() => {
        throw error;
      });
    },
  );
}
