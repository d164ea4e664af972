/** A server on this machine that answers everyone and writes down whoever comes: over HTTP, sockets and packets. */
import dgram from 'node:dgram';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Begins every path of the control, and all that its servers hear. */
export const CONTROL = 'control-';

export interface LoggingServer {
  /** Paths that were asked for, `socket PATH` for web sockets, `packet` for anything over UDP. */
  readonly heard: string[];
  /** Puts the server's addresses in the place of their names. */
  addressed(source: string, path: string): string;
  /** What came from the product. What the control asked for may be asked again, and late. */
  fromProduct(): string[];
  fromControl(): string[];
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

/** Control and product have addresses of their own: some things that are sent have no path to tell them apart. */
export async function startLoggingServer(): Promise<LoggingServer> {
  const heard: string[] = [];
  const [product, control] = await Promise.all([
    listen((what) => heard.push(what)),
    listen((what) => heard.push(CONTROL + what)),
  ]);
  return {
    heard,
    fromControl: () => heard.filter((what) => what.startsWith(CONTROL)),
    fromProduct: () => heard.filter((what) => !what.startsWith(CONTROL)),
    addressed(source, path) {
      const { host, packetHost } = path.startsWith(CONTROL) ? control : product;
      return source
        .replaceAll('SERVER', `http://${host}/${path}`)
        .replaceAll('SECURE/', `${host}/${path}/`)
        .replaceAll('SECURE', host)
        .replaceAll('DATAGRAMS', packetHost);
    },
    close() {
      product.close();
      control.close();
    },
  };
}

async function listen(note: (what: string) => void) {
  const server = http.createServer((request, response) => {
    note(request.url ?? '');
    const extension = request.url?.split('?')[0]?.split('.').at(-1) ?? '';
    response.writeHead(extension === 'none' ? 204 : 200, {
      'Access-Control-Allow-Origin': '*',
      'Content-Type': TYPES[extension] ?? 'text/plain',
    });
    response.end(extension === 'none' ? undefined : '1');
  });
  server.on('upgrade', (request, socket) => {
    note(`socket ${request.url}`);
    socket.destroy();
  });
  const packets = dgram.createSocket('udp4', () => note('packet'));
  await Promise.all([
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve)),
  ]);
  return {
    host: `127.0.0.1:${portOf(server.address())}`,
    packetHost: `127.0.0.1:${packets.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
      packets.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
