/**
 * Takes away from a worker what could lead out of it, once Python has started and nothing needs it any more: a second
 * lock for the day that a program gets to JavaScript. The policy is the first, and it does not govern everything in
 * every browser: Firefox lets a worker's fonts through.
 *
 * A name that is gone cannot be got back without another global object, and what would make one (a worker) is gone too.
 */

const WAYS_OUT = [
  'BroadcastChannel',
  'EventSource',
  'FontFace',
  'FontFaceSet',
  'Notification',
  'PushManager',
  'RTCPeerConnection',
  'ServiceWorkerRegistration',
  'SharedWorker',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'Worker',
  'XMLHttpRequest',
  'caches',
  'cookieStore',
  'fetch',
  'fonts',
  'importScripts',
  'indexedDB',
  'navigator',
];

/** Also from the prototypes, where browsers keep most of a worker's names. */
export function takeAwayWaysOut(scope: object): void {
  for (let owner: object | null = scope; owner !== null; owner = Object.getPrototypeOf(owner)) {
    for (const name of WAYS_OUT) Reflect.deleteProperty(owner, name);
  }
}
