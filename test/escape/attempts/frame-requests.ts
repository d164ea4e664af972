/** The frame's document asks for something in the less usual ways. */
import { script } from '../attempt';

const inFrame = script('frame', 'request');

/** Time for a request that nothing tells the end of. */
const WAIT = 'await new Promise((r) => setTimeout(r, 150))';
const added = (tag: string, properties: string, parent = 'body') =>
  `document.${parent}.append(Object.assign(document.createElement("${tag}"), { ${properties} })); ${WAIT}`;
const html = (text: string) => `document.body.insertAdjacentHTML("beforeend", ${JSON.stringify(text)}); ${WAIT}`;
const CODE = '<script>new Image().src = "SERVER"</script>';
const asBlob = (text: string, type: string) =>
  `URL.createObjectURL(new Blob([${JSON.stringify(text).replaceAll('</', '<\\/')}], { type: "${type}" }))`;

export const FRAME_REQUESTS = [
  inFrame(
    'XMLHttpRequest',
    'older than fetch',
    `const r = new XMLHttpRequest(); r.open("GET", "SERVER"); r.send(); ${WAIT}`,
  ),
  inFrame('a web socket', 'not a fetch', `new WebSocket("ws://SECURE/from-frame"); ${WAIT}`),
  inFrame('an event source', 'not a fetch either', `new EventSource("SERVER"); ${WAIT}`),
  inFrame('import()', 'loads a script', 'await import("SERVER.js")'),
  inFrame('a module script', 'loaded by other rules than scripts', added('script', 'type: "module", src: "SERVER.js"')),
  inFrame(
    'a worker from a blob that fetches',
    'might not inherit the policy',
    `new Worker(${asBlob('fetch("SERVER")', 'text/javascript')}); ${WAIT}`,
  ),
  inFrame(
    'a worker from a blob that imports',
    'modules are fetched before they run',
    `new Worker(${asBlob('import "SERVER.js"', 'text/javascript')}, { type: "module" }); ${WAIT}`,
  ),
  inFrame(
    'a worker from a data address',
    'has an opaque origin of its own',
    `new Worker("data:text/javascript,fetch('SERVER')"); ${WAIT}`,
  ),
  inFrame(
    'a shared worker',
    'outlives its page',
    `new SharedWorker(${asBlob('fetch("SERVER")', 'text/javascript')}); ${WAIT}`,
  ),
  inFrame(
    'a service worker',
    'stays when the page is gone',
    `await navigator.serviceWorker.register("service-worker.js?to=" + encodeURIComponent("SERVER")); ${WAIT}`,
  ),
  inFrame(
    'an audio worklet',
    'a script for another thread',
    'await new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule("SERVER.js")',
  ),
  inFrame('a style sheet by link', 'CSS by address', added('link', 'rel: "stylesheet", href: "SERVER.css"', 'head')),
  inFrame('an import of a style', 'CSS in CSS', added('style', 'textContent: "@import url(SERVER.css)"', 'head')),
  inFrame(
    'a style sheet made by a script',
    'not an element, so not inline',
    `const s = new CSSStyleSheet(); s.replaceSync("body { background: url(SERVER) }"); document.adoptedStyleSheets = [s]; document.body.offsetWidth; ${WAIT}`,
  ),
  inFrame('a font', 'a document has fonts too', 'await new FontFace("face", "url(SERVER)").load()'),
  inFrame(
    'modules ahead',
    'hints are not requests of a script',
    added('link', 'rel: "modulepreload", href: "SERVER.js"', 'head'),
  ),
  inFrame('a page ahead', 'for the next visit', added('link', 'rel: "prefetch", href: "SERVER"', 'head')),
  inFrame('a set of pictures', 'the browser picks one', html('<img srcset="SERVER 1x">')),
  inFrame('a picture of a film', 'shown before the film', html('<video poster="SERVER"></video>')),
  inFrame('a sound', 'media', html('<audio src="SERVER" preload="auto"></audio>')),
  inFrame('an object', 'plugins are gone, the element is not', html('<object data="SERVER"></object>')),
  inFrame('an embedded one', 'the same', html('<embed src="SERVER">')),
  inFrame('a picture as a button', 'forms have pictures', html('<input type="image" src="SERVER">')),
  inFrame('a picture in a drawing', 'SVG has its own', html('<svg><image href="SERVER" width="9" height="9"/></svg>')),
  inFrame(
    'a frame with a document in its text',
    'might start without a policy',
    html(`<iframe srcdoc="<img src=SERVER>"></iframe>`),
  ),
  inFrame(
    'a frame without a document',
    'about:blank runs what its parent writes',
    `const f = document.createElement("iframe"); document.body.append(f); await f.contentWindow.fetch("SERVER")`,
  ),
  inFrame(
    'a frame from a blob',
    'a document that we write',
    `document.body.append(Object.assign(document.createElement("iframe"), { src: ${asBlob(CODE, 'text/html')} })); ${WAIT}`,
  ),
  inFrame(
    'the document written again',
    'the policy is an element of it',
    `document.open(); document.write('<img src="SERVER">'); document.close(); ${WAIT}`,
  ),
  inFrame(
    'the policy’s element removed',
    'the policy is an element of it',
    `document.querySelector("meta[http-equiv]")?.remove(); await fetch("SERVER")`,
  ),
  inFrame(
    'navigation to a blob',
    'a new document may have no policy',
    `location.href = ${asBlob(CODE, 'text/html')}; await new Promise((r) => setTimeout(r, 300))`,
  ),
  inFrame(
    'a ping',
    'sent along with a click',
    `const a = Object.assign(document.createElement("a"), { href: "#x", ping: "SERVER" }); document.body.append(a); a.click(); ${WAIT}`,
  ),
  inFrame(
    'a fetch for later',
    'sent when the document goes',
    'fetchLater("SERVER", { activateAfter: 0 }); await new Promise((r) => setTimeout(r, 300))',
  ),
];
