/** Small wheels and a host for them, which also misbehaves as hosts do. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { PackageSource } from '../../../src/clients/python/packages-lock';
import type { LockedPackage } from '../../../workers/python/messages';

export interface MadeWheel {
  readonly locked: LockedPackage;
  readonly bytes: Buffer;
}

/** A wheel with one module per file, as a lock file would name it. */
export function makeWheel(
  name: string,
  files: Readonly<Record<string, string | Buffer>>,
  { depends = [], imports = [name] }: { depends?: readonly string[]; imports?: readonly string[] } = {},
): MadeWheel {
  const info = `${name}-1.0.dist-info`;
  const tag = 'py3-none-any';
  const bytes = zip({
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${info}/RECORD`]: '',
  });
  return { locked: lockedAs(name, `${name}-1.0-${tag}.whl`, bytes, { depends, imports }), bytes };
}

export function lockedAs(
  name: string,
  fileName: string,
  bytes: Buffer,
  { depends = [], imports = [name] }: { depends?: readonly string[]; imports?: readonly string[] } = {},
): LockedPackage {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const version = fileName.split('-')[1] ?? '';
  return { name, version, file_name: fileName, install_dir: 'site', package_type: 'package', sha256, imports, depends };
}

/** What the host does with the next requests. `hold` sends half of a file and then nothing more. */
export type Manner = 'ok' | 'missing' | 'wrong-bytes' | 'cut' | 'hold' | 'gone';

export interface WheelHost {
  readonly url: string;
  readonly source: PackageSource;
  manner: Manner;
  /** Files that were asked for; emptied by whoever reads them. */
  readonly asked: string[];
  /** How many requests the other side gave up. */
  abandoned: number;
  close(): void;
}

export function startWheelHost(wheels: readonly MadeWheel[]): Promise<WheelHost> {
  const server = http.createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    host.asked.push(name);
    if (host.manner === 'gone') {
      request.socket.destroy();
      return;
    }
    const wheel = wheels.find(({ locked }) => locked.file_name === name);
    const allow = { 'Access-Control-Allow-Origin': '*' };
    if (wheel === undefined || host.manner === 'missing') {
      response.writeHead(404, allow).end();
      return;
    }
    const { bytes } = wheel;
    response.writeHead(200, { ...allow, 'Content-Length': bytes.length });
    if (host.manner === 'ok') response.end(bytes);
    else if (host.manner === 'wrong-bytes') response.end(Buffer.from(bytes).fill(0, bytes.length / 2));
    else {
      const cut = host.manner === 'cut';
      response.on('close', () => void (cut || host.abandoned++));
      response.write(bytes.subarray(0, bytes.length / 2), () => void (cut && request.socket.destroy()));
    }
  });
  const host: { -readonly [K in keyof WheelHost]: WheelHost[K] } = {
    url: '',
    source: { lock: wheels.map(({ locked }) => locked), baseUrl: '', cacheName: 'test.packages' },
    manner: 'ok',
    asked: [],
    abandoned: 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      host.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
      host.source = { ...host.source, baseUrl: `${host.url}/` };
      resolve(host);
    }),
  );
}

/** A zip of files that are stored as they are. */
function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const data = Buffer.from(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0); // version needed
    shared.writeUInt16LE(0x21, 8); // 1 January 1980
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), shared, path, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, tail, path]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}

function crc32(data: Buffer): number {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
