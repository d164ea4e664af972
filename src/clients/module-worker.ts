/**
 * Starts a module worker that is under the page's policy.
 *
 * A worker started from an address of the server takes its policy from the response's headers, which a static host
 * does not set, so it could connect to anything. A worker started from a blob inherits the page's. The blob only
 * imports the real module, whose own address stays what it is: relative imports and `import.meta.url` work in it.
 */
export function createModuleWorker(url: URL | string, name: string): Worker {
  const address = new URL(url, document.baseURI).href;
  // A static import: messages that are posted now wait until the module has run.
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(source);
  const worker = new Worker(blobUrl, { type: 'module', name });
  // The blob must outlive the fetch of it; its own first message or error says that it is over.
  const release = () => URL.revokeObjectURL(blobUrl);
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('error', release, { once: true });
  return worker;
}
