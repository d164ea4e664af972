/** JavaScript in the worker or the frame asks for something: what the policy alone must stop. */
import { script } from '../attempt';

const inWorker = script('worker', 'request');
const inFrame = script('frame', 'request');

export const NETWORK_SCRIPTS = [
  inWorker('fetch', 'plain', 'await fetch("SERVER", { mode: "no-cors" })'),
  inWorker('fetch that outlives its worker', 'keepalive', 'await fetch("SERVER", { keepalive: true, method: "POST" })'),
  inWorker(
    'a synchronous XMLHttpRequest',
    'plain',
    'const r = new XMLHttpRequest(); r.open("GET", "SERVER", false); r.send()',
  ),
  inWorker('a web socket', 'plain', 'new WebSocket("ws://SECURE/from-worker")'),
  inWorker('an event source', 'plain', 'new EventSource("SERVER")'),
  inWorker(
    'importScripts of the prototype',
    'the name on the worker itself is taken',
    'WorkerGlobalScope.prototype.importScripts ? WorkerGlobalScope.prototype.importScripts.call(self, "SERVER.js") : delete self.importScripts && importScripts("SERVER.js")',
  ),
  inWorker('import()', 'modules are not fetched by fetch', 'await import("SERVER.js")'),
  inWorker(
    'a worker inside the worker',
    'might not inherit the policy',
    'new Worker(URL.createObjectURL(new Blob(["fetch(\'SERVER\')"])))',
  ),
  inWorker(
    'a font',
    'a worker has fonts, and a font has an address',
    'await new FontFace("face", "url(SERVER)").load()',
  ),
  inWorker(
    'WebTransport',
    'packets instead of requests',
    'new WebTransport("https://DATAGRAMS/"); await new Promise((r) => setTimeout(r, 300))',
  ),
  inWorker(
    'WebAssembly streaming',
    'takes a response, and so a request',
    'await WebAssembly.compileStreaming(fetch("SERVER"))',
  ),
  inFrame('fetch', 'plain', 'await fetch("SERVER", { mode: "no-cors" })'),
  inFrame('a beacon', 'made to be sent when a page goes', 'navigator.sendBeacon("SERVER", "x")'),
  inFrame(
    'an image',
    'the oldest way to tell somebody',
    'await new Promise((r) => { const i = new Image(); i.onload = i.onerror = r; i.src = "SERVER" })',
  ),
  inFrame(
    'a style sheet with an address',
    'CSS fetches too',
    'document.body.style.backgroundImage = "url(SERVER)"; document.body.offsetWidth; await new Promise((r) => setTimeout(r, 100))',
  ),
  inFrame(
    'a script element',
    'loaded by the document',
    'const s = document.createElement("script"); s.src = "SERVER.js"; document.body.append(s); await new Promise((r) => { s.onload = s.onerror = r })',
  ),
  inFrame(
    'a link to be fetched ahead',
    'hints are not requests of a script',
    'const l = document.createElement("link"); l.rel = "preload"; l.as = "image"; l.href = "SERVER"; document.head.append(l); await new Promise((r) => setTimeout(r, 150))',
  ),
  inFrame(
    'a frame inside the frame',
    'a document of its own',
    'const f = document.createElement("iframe"); f.src = "SERVER"; document.body.append(f); await new Promise((r) => setTimeout(r, 150))',
  ),
  inFrame(
    'a form',
    'sent, not fetched',
    'const f = document.createElement("form"); f.action = "SERVER"; document.body.append(f); f.submit(); await new Promise((r) => setTimeout(r, 150))',
  ),
  inFrame(
    'navigation of the frame',
    'an address can carry what was found',
    'location.href = "SERVER"; await new Promise((r) => setTimeout(r, 200))',
  ),
  inFrame(
    'a refresh of the frame',
    'navigation without a script',
    'document.head.innerHTML += "<meta http-equiv=refresh content=\'0;url=SERVER\'>"; await new Promise((r) => setTimeout(r, 200))',
  ),
  inFrame(
    'a film',
    'media have a way of their own to be fetched',
    'const v = document.createElement("video"); v.src = "SERVER"; document.body.append(v); await new Promise((r) => { v.onerror = v.onloadeddata = r; setTimeout(r, 200) })',
  ),
  inFrame(
    'a call to another browser',
    'WebRTC asks a server of the caller’s choice by packets',
    'const c = new RTCPeerConnection({ iceServers: [{ urls: "stun:DATAGRAMS" }] }); c.createDataChannel("x"); await c.setLocalDescription(); await new Promise((r) => setTimeout(r, 500))',
  ),
];
