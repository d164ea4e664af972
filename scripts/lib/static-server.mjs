/**
 * Serves a folder the way any plain host does: content types and nothing else, so that what works here works there.
 * Loopback only.
 */
import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { mimeType } from './mime.mjs';

const LOOPBACK = '127.0.0.1';
/** Scripts and styles, which take no time to pack; WebAssembly would take longer than it saves on this machine. */
const TEXTS = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg']);
const GZIP_LEVEL = 5;

/**
 * @typedef {object} StaticServer
 * @property {string} url of the folder, with a trailing slash
 * @property {number} port
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} options
 * @param {string} options.root folder that is served
 * @param {number} [options.port] 0 picks a free one
 * @param {string} [options.base] path under which it is served, with slashes at both ends
 * @param {Readonly<Record<string, string>>} [options.beside] other folders by their path below `base`, each with a
 *   slash at its end; they come before what `root` has there
 * @param {(file: string) => string} [options.typeOf] content types of a host that has its own idea of them
 * @param {boolean} [options.compress] sends texts compressed to whoever takes that, as most hosts do
 * @returns {Promise<StaticServer>}
 */
export function startStaticServer({ root, port = 0, base = '/', beside = {}, typeOf = mimeType, compress = false }) {
  const folders = [
    ...Object.entries(beside).map(([at, folder]) => ({ base: base + at, root: folder })),
    { base, root },
  ];
  const server = http.createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const url = request.url ?? '/';
    const { root: folder, base: at } = folders.find((each) => url.startsWith(each.base)) ?? { root, base };
    const file = fileFor(folder, at, url);
    if (file === null) return refuse(response, 404);
    const packed = compress && isText(file.path) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    response.writeHead(200, {
      'Content-Type': typeOf(file.path),
      ...(packed ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : { 'Content-Length': file.sizeBytes }),
    });
    if (request.method === 'HEAD') return response.end();
    const content = createReadStream(file.path).on('error', () => response.destroy());
    (packed ? content.pipe(createGzip({ level: GZIP_LEVEL })) : content).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port.'));
      resolve({
        url: `http://${LOOPBACK}:${address.port}${base}`,
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * @param {string} root
 * @param {string} base
 * @param {string} url of the request
 * @returns {{ path: string, sizeBytes: number } | null} null for what is not there or lies outside the folder
 */
export function fileFor(root, base, url) {
  const pathname = decoded(url);
  if (pathname === null || !pathname.startsWith(base) || pathname.includes('\0')) return null;
  const wanted = path.resolve(root, pathname.slice(base.length).replace(/^\/+/, ''));
  if (wanted !== path.resolve(root) && !wanted.startsWith(path.resolve(root) + path.sep)) return null;
  // Only behind a slash: else the page's relative addresses would lead to the folder above.
  const file = pathname.endsWith('/') ? path.join(wanted, 'index.html') : wanted;
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? { path: file, sizeBytes: stat.size } : null;
}

/** @param {string} file */
function isText(file) {
  return TEXTS.has(path.extname(file).toLowerCase());
}

/**
 * @param {string} url
 * @returns {string | null}
 */
function decoded(url) {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
}

/**
 * @param {http.ServerResponse} response
 * @param {number} status
 */
function refuse(response, status) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${status} ${http.STATUS_CODES[status]}\n`);
}
