/** What a page keeps and no program may read: the same word in every place where pages keep things. */
import { inPage, type ScriptHost } from './test-browser';

export const SECRET = 'the-word-that-stays-here';

/** Runs in the page. It also listens for FORGED on the ways by which a worker could address the page itself. */
export async function seed(page: ScriptHost): Promise<void> {
  await inPage(
    page,
    async (secret) => {
      localStorage.setItem('kept', secret);
      sessionStorage.setItem('kept', secret);
      // biome-ignore lint/suspicious/noDocumentCookie: this is what is tried
      document.cookie = `kept=${secret}`;
      document.title = secret;
      Object.assign(window, { name: secret });
      history.replaceState(secret, '');
      performance.mark(secret);
      // Held as long as the page is there.
      void navigator.locks.request(secret, () => new Promise(() => undefined));
      const cache = await caches.open('kept');
      await cache.put('/kept', new Response(secret));
      await new Promise((resolve, reject) => {
        const request = indexedDB.open('kept', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('kept').put(secret, 'kept');
        request.onsuccess = resolve;
        request.onerror = reject;
      });
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('kept', { create: true })).createWritable();
      await file.write(secret);
      await file.close();
      const heard: string[] = [];
      Object.assign(window, { heard });
      const channel = new BroadcastChannel('page');
      channel.onmessage = (event) => heard.push(JSON.stringify(event.data));
      addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
      // Kept by the page, or it would be collected.
      Object.assign(window, { channel });
    },
    SECRET,
  );
}

export const heardByPage = (page: ScriptHost): Promise<string> =>
  inPage(page, () => JSON.stringify(Reflect.get(window, 'heard')));
