/** A server on this machine that answers everyone and writes down whoever comes: over HTTP, sockets and packets. */
import dgram from 'node:dgram';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Begins every path of the control. */
export const CONTROL = 'control-';

export interface LoggingServer {
  /** Paths that were asked for, `socket PATH` for web sockets, `packet` for anything over UDP. */
  readonly heard: string[];
  /** Puts the server's addresses in the place of their names. */
  addressed(source: string, path: string): string;
  /** What came from the product. What the control asked for may be asked again, and late. */
  fromProduct(): string[];
  close(): void;
}

export async function startLoggingServer(): Promise<LoggingServer> {
  const heard: string[] = [];
  const server = http.createServer((request, response) => {
    heard.push(request.url ?? '');
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/plain';
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': type });
    response.end('1');
  });
  server.on('upgrade', (request, socket) => {
    heard.push(`socket ${request.url}`);
    socket.destroy();
  });
  // Packets have no path, and are sent again until somebody answers: control and product have a port each.
  const packets = dgram.createSocket('udp4', () => heard.push('packet'));
  const controlPackets = dgram.createSocket('udp4', () => heard.push(`${CONTROL}packet`));
  await Promise.all([
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => controlPackets.bind(0, '127.0.0.1', resolve)),
  ]);
  const host = `127.0.0.1:${portOf(server.address())}`;
  return {
    heard,
    fromProduct: () => heard.filter((path) => !path.includes(CONTROL)),
    addressed: (source, path) =>
      source
        .replaceAll('SERVER', `http://${host}/${path}`)
        .replaceAll('SECURE/', `${host}/${path}/`)
        .replaceAll('SECURE', host)
        .replaceAll('DATAGRAMS', `127.0.0.1:${(path.startsWith(CONTROL) ? controlPackets : packets).address().port}`),
    close() {
      server.closeAllConnections();
      server.close();
      packets.close();
      controlPackets.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
