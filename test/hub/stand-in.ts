/**
 * A server with the Hub's addresses, redirects and headers, over folders of this machine: what a download meets on the
 * real one. Large files are redirected to a second host, as there, and each file can be made to misbehave.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';

/** How a file is answered; every manner but `ok` can be limited to the first so many requests. */
export type Manner =
  | { readonly kind: 'ok' }
  /** So many bytes each 20 milliseconds, and nothing more after `mostBytes`: whoever must be quicker than it can be. */
  | { readonly kind: 'slow'; readonly bytesPerTick: number; readonly mostBytes: number }
  /** The connection is destroyed after so many bytes of each answer. */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly times?: number }
  /** Nothing more comes after so many bytes, and the connection stays open. */
  | { readonly kind: 'hold'; readonly afterBytes: number; readonly times?: number }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly times?: number }
  /** A length that is not the one of the list. */
  | { readonly kind: 'longer' | 'shorter' }
  /** As long as the real one and not the same. */
  | { readonly kind: 'other-bytes'; readonly times?: number }
  | { readonly kind: 'ignores-ranges' }
  | { readonly kind: 'web-page' };

export interface RepositoryFolder {
  readonly folder: string;
  readonly licence?: string;
  readonly gated?: boolean;
}

export interface HubStandIn {
  /** Without a slash at its end. */
  readonly url: string;
  /** Where large files are redirected to. */
  readonly filesUrl: string;
  /** By repository; may be changed while it runs. */
  readonly repositories: Map<string, RepositoryFolder>;
  /** By path inside any repository. */
  readonly manners: Map<string, Manner>;
  /** `GET /path` and the Range of every request so far. */
  readonly requests: { readonly method: string; readonly path: string; readonly range: string | null }[];
  /** Bytes of file bodies that were handed to the sockets. */
  sentBytes: number;
  /** A commit that everybody gets from now on: the same files under a new name. */
  moveOn(): void;
  /** Every manner ends, and what was held back is sent. */
  letGo(): void;
  commitOf(repository: string): string;
  close(): Promise<void>;
}

/** Files from this size on lie with the second host. */
const LARGE_BYTES = 100_000;

export async function startHubStandIn(repositories: Record<string, RepositoryFolder>): Promise<HubStandIn> {
  let generation = 0;
  const known = new Map(Object.entries(repositories));
  const manners = new Map<string, Manner>();
  const used = new Map<string, number>();
  const held = new Set<() => void>();
  const requests: HubStandIn['requests'] = [];
  const commitOf = (repository: string) => createHash('sha1').update(`${repository} ${generation}`).digest('hex');

  const files = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://files');
    requests.push({ method: request.method ?? '', path: url.pathname, range: request.headers.range ?? null });
    const [, owner = '', name = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const repository = known.get(`${owner}/${name}`);
    if (repository === undefined) {
      refuse(response, 404);
      return;
    }
    sendFile(request, response, path.join(repository.folder, ...rest), rest.join('/'));
  });
  const hub = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    requests.push({ method: request.method ?? '', path: url.pathname, range: request.headers.range ?? null });
    // A simple request needs none; a client that sends more than that fails here as it does on the Hub's own hosts.
    if (request.method === 'OPTIONS') {
      refuse(response, 405);
      return;
    }
    const api = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)/.exec(url.pathname);
    if (api !== null) {
      answerApi(response, api[1] ?? '', api[2] ?? '', api[3] ?? '');
      return;
    }
    const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    const repository = known.get(file?.[1] ?? '');
    if (file === null || repository === undefined) {
      refuse(response, 401, 'RepoNotFound');
      return;
    }
    const [, name = '', commit = '', encoded = ''] = file;
    const inside = decodeURIComponent(encoded);
    if (commit !== commitOf(name) && commit !== 'main') {
      refuse(response, 404, 'RevisionNotFound');
      return;
    }
    if (repository.gated) {
      refuse(response, 401, 'GatedRepo');
      return;
    }
    const bytes = tryRead(path.join(repository.folder, inside));
    if (bytes === null) {
      refuse(response, 404, 'EntryNotFound');
      return;
    }
    if (bytes.length < LARGE_BYTES) {
      sendFile(request, response, path.join(repository.folder, inside), inside);
      return;
    }
    response.writeHead(302, {
      ...CORS,
      location: `${urlOf(files)}/${name}/${encoded}`,
      'x-repo-commit': commitOf(name),
      'x-linked-size': bytes.length,
      'x-linked-etag': `"${createHash('sha256').update(bytes).digest('hex')}"`,
    });
    response.end();
  });

  function answerApi(response: ServerResponse, name: string, what: string, revision: string): void {
    const repository = known.get(name);
    if (repository === undefined) {
      refuse(response, 401, 'RepoNotFound');
      return;
    }
    const commit = commitOf(name);
    if (revision !== 'main' && revision !== commit) {
      refuse(response, 404, 'RevisionNotFound');
      return;
    }
    const { licence = 'apache-2.0', gated = false, folder } = repository;
    const manner = take('api');
    if (manner.kind === 'status') {
      refuse(response, manner.status, manner.code);
      return;
    }
    if (manner.kind === 'web-page') {
      response.writeHead(200, CORS).end('<!doctype html><html></html>');
      return;
    }
    const answer =
      what === 'revision'
        ? { id: name, sha: commit, gated: gated ? 'manual' : false, cardData: { license: licence } }
        : treeOf(folder);
    response.writeHead(200, { ...CORS, 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  /** The manner of this request: one that is used up is as good as none. */
  function take(inside: string): Manner {
    const manner = manners.get(inside) ?? { kind: 'ok' };
    if (!('times' in manner) || manner.times === undefined) return manner;
    const count = used.get(inside) ?? 0;
    if (count >= manner.times) return { kind: 'ok' };
    used.set(inside, count + 1);
    return manner;
  }

  function sendFile(request: IncomingMessage, response: ServerResponse, file: string, inside: string): void {
    const manner = take(inside);
    if (manner.kind === 'status') {
      refuse(response, manner.status, manner.code);
      return;
    }
    if (manner.kind === 'web-page') {
      response.writeHead(200, { ...CORS, 'content-type': 'text/html' }).end('<!doctype html><html></html>');
      return;
    }
    let bytes = tryRead(file);
    if (bytes === null) {
      refuse(response, 404, 'EntryNotFound');
      return;
    }
    if (manner.kind === 'longer') bytes = Buffer.concat([bytes, Buffer.from('more')]);
    if (manner.kind === 'shorter') bytes = bytes.subarray(0, bytes.length - 4);
    if (manner.kind === 'other-bytes') bytes = Buffer.from(bytes).fill(7, bytes.length - 8);
    const range = manner.kind === 'ignores-ranges' ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const begin = range === null ? 0 : Number(range[1]);
    if (begin >= bytes.length && begin > 0) {
      response.writeHead(416, CORS).end();
      return;
    }
    const body = bytes.subarray(begin);
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    response.writeHead(range === null ? 200 : 206, {
      ...CORS,
      etag,
      'content-length': body.length,
      'accept-ranges': 'bytes',
      ...(range !== null && { 'content-range': `bytes ${begin}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    send(response, body, manner);
  }

  function send(response: ServerResponse, body: Buffer, manner: Manner): void {
    const count = (bytes: Buffer) => {
      standIn.sentBytes += bytes.length;
      return bytes;
    };
    if (manner.kind === 'cut') {
      response.write(count(body.subarray(0, manner.afterBytes)), () => response.destroy());
      return;
    }
    if (manner.kind === 'hold') {
      response.write(count(body.subarray(0, manner.afterBytes)));
      hold(response, () => response.end(count(body.subarray(manner.afterBytes))));
      return;
    }
    if (manner.kind !== 'slow') {
      response.end(count(body));
      return;
    }
    let at = 0;
    const timer = setInterval(() => {
      const part = body.subarray(at, Math.min(at + manner.bytesPerTick, manner.mostBytes));
      at += part.length;
      if (part.length > 0) response.write(count(part));
      else clearInterval(timer);
    }, 20);
    response.once('close', () => clearInterval(timer));
    hold(response, () => {
      clearInterval(timer);
      response.end(count(body.subarray(at)));
    });
  }

  function hold(response: ServerResponse, sendRest: () => void): void {
    held.add(sendRest);
    response.once('close', () => held.delete(sendRest));
  }

  const standIn: HubStandIn = {
    url: urlOf(hub),
    filesUrl: urlOf(files),
    repositories: known,
    manners: Object.assign(manners, {
      // A manner that is set anew counts anew.
      set(inside: string, manner: Manner) {
        used.delete(inside);
        return Map.prototype.set.call(manners, inside, manner);
      },
    }),
    requests,
    sentBytes: 0,
    moveOn: () => {
      generation++;
    },
    letGo: () => {
      manners.clear();
      for (const sendRest of [...held]) sendRest();
      held.clear();
    },
    commitOf,
    close: async () => {
      await Promise.all([end(hub), end(files)]);
    },
  };
  return standIn;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'X-Repo-Commit,X-Error-Code,ETag,Link,Accept-Ranges,Content-Range',
};

function refuse(response: ServerResponse, status: number, code?: string): void {
  response.writeHead(status, { ...CORS, ...(code !== undefined && { 'x-error-code': code }) });
  response.end(JSON.stringify({ error: code ?? status }));
}

/** As `/api/models/…/tree/…?recursive=true` answers. */
function treeOf(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const inside = path.relative(folder, file).replaceAll(path.sep, '/');
    if (!entry.isFile()) return { type: 'directory', oid: '0'.repeat(40), size: 0, path: inside };
    const bytes = readFileSync(file);
    const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    if (bytes.length < LARGE_BYTES) return { type: 'file', oid, size: bytes.length, path: inside };
    const lfs = { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, pointerSize: 134 };
    return { type: 'file', oid: '1'.repeat(40), size: bytes.length, lfs, path: inside };
  });
}

function tryRead(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(handler: Handler): Promise<Server> {
  const server = createServer((request, response) => {
    // Node's fetch may take up a kept connection just as the server gives it up; a browser would try once more.
    response.shouldKeepAlive = false;
    handler(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}`;
}

function end(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
