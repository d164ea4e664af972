/** A plain HTTP server over public/, whose answers a test can spoil file by file. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';

const PUBLIC = resolve(import.meta.dirname, '../../../public');

export type Answer = (response: ServerResponse, file: Buffer) => void;

export interface ModelServer {
  readonly baseUrl: string;
  /** By path under the server's root; a path that is not here is served as it is on disk. */
  readonly answers: Map<string, Answer>;
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startModelServer(): Promise<ModelServer> {
  const answers = new Map<string, Answer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    // Node's fetch may take up a kept connection just as the server gives it up; a browser would try once more.
    response.shouldKeepAlive = false;
    const path = (request.url ?? '/').slice(1);
    requests.push(path);
    const file = join(PUBLIC, path);
    const bytes = existsSync(file) ? readFileSync(file) : null;
    const answer = answers.get(path);
    if (answer !== undefined) answer(response, bytes ?? Buffer.alloc(0));
    else if (bytes === null) response.writeHead(404).end('not here');
    else response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/`,
    answers,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
