/** Something reads what the page keeps. */
import { body, program, script } from '../attempt';

const attempt = program('secret');
const inWorker = script('worker', 'secret');
const inFrame = script('frame', 'secret');

/** What it finds out only later is told over the network. */
const LATER = ['import asyncio', 'asyncio.ensure_future(read())'];

const READ_DATABASE = `const db = await new Promise((r, f) => { const q = indexedDB.open("kept"); q.onsuccess = () => r(q.result); q.onerror = f });
return await new Promise((r) => { const q = db.transaction("kept").objectStore("kept").get("kept"); q.onsuccess = () => r(q.result) })`;

const READ_CACHE =
  'const cache = await caches.open("kept"); const [key] = await cache.keys(); return await (await cache.match(key)).text()';
const READ_FILES =
  'const d = await navigator.storage.getDirectory(); return await (await (await d.getFileHandle("kept")).getFile()).text()';
const LOCKS = 'return (await navigator.locks.query()).held.map((lock) => lock.name).join()';

export const STORAGE = [
  attempt(
    'IndexedDB by JavaScript from text',
    'where the page keeps its runs and its key',
    body(
      'import js',
      'from pyodide.code import run_js',
      'def opened(event):',
      '    got = event.target.result.transaction("kept").objectStore("kept").get("kept")',
      '    got.onsuccess = lambda e: js.fetch("SERVER/" + e.target.result)',
      'run_js("indexedDB").open("kept").onsuccess = opened',
    ),
  ),
  attempt(
    'IndexedDB by the file system',
    'a file system of Pyodide lives in it and has a reference of its own',
    body(
      'import pyodide_js, js',
      'def opened(event):',
      '    got = event.target.result.transaction("kept").objectStore("kept").get("kept")',
      '    got.onsuccess = lambda e: js.fetch("SERVER/" + e.target.result)',
      'pyodide_js.FS.filesystems.IDBFS.indexedDB().open("kept").onsuccess = opened',
    ),
  ),
  attempt(
    'the cache',
    'where the page keeps the model',
    body(
      'import js',
      'from pyodide.code import run_js',
      'async def read():',
      '    found = await run_js("caches").match(run_js("location.origin") + "/kept")',
      '    js.fetch("SERVER/" + await found.text())',
      ...LATER,
    ),
  ),
  attempt(
    'the private file system',
    'a page has files too',
    body(
      'import js',
      'from pyodide.code import run_js',
      'async def read():',
      '    folder = await run_js("navigator").storage.getDirectory()',
      '    file = await (await folder.getFileHandle("kept")).getFile()',
      '    js.fetch("SERVER/" + await file.text())',
      ...LATER,
    ),
  ),
  inWorker('IndexedDB', 'with all of JavaScript', READ_DATABASE),
  inWorker('the cache', 'with all of JavaScript', READ_CACHE),
  inWorker('the private file system', 'with all of JavaScript', READ_FILES),
  inFrame('local storage', 'only documents have it', 'return localStorage.getItem("kept")'),
  inFrame('session storage', 'belongs to the tab, and the frame is in it', 'return sessionStorage.getItem("kept")'),
  inFrame('the cookie', 'sent along with requests', 'return document.cookie'),
  inFrame('the page around the frame', 'its title, and all that is in it', 'return parent.document.title'),
  inWorker('the names of locks', 'one list for all of an origin', LOCKS),
  inFrame('the names of locks', 'one list for all of an origin', LOCKS),
  inFrame(
    'the cookie store',
    'newer than document.cookie',
    'return (await cookieStore.getAll()).map((c) => c.value).join()',
  ),
  inFrame('the name of the window', 'a text that stays', 'return parent.name'),
  inFrame('the state of the history', 'a value that stays', 'return String(parent.history.state)'),
  inFrame(
    'the times of the page',
    'what it measured has names',
    'return parent.performance.getEntriesByType("mark").map((m) => m.name).join()',
  ),
  inFrame('the cache', 'in a document instead of a worker', READ_CACHE),
  inFrame('the private file system', 'in a document instead of a worker', READ_FILES),
  inFrame(
    'another frame’s storage',
    'a frame may have frames',
    'const f = document.createElement("iframe"); document.body.append(f); return f.contentWindow.localStorage.getItem("kept")',
  ),
  inFrame('IndexedDB', 'in a document instead of a worker', READ_DATABASE),
];
