/**
 * A proxy that lets nothing through and notes what was asked of it. A page behind it has no network but loopback, and
 * whatever it tries, from a worker or a frame too, is on the list; interception in the browser misses some of those.
 */
import http from 'node:http';

const LOOPBACK = '127.0.0.1';

/**
 * @typedef {object} ClosedNetwork
 * @property {{ server: string, bypass: string }} proxy for a browser context
 * @property {readonly string[]} attempts addresses asked for, `host:port` where the connection would be encrypted
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<ClosedNetwork>} */
export function startClosedNetwork() {
  /** @type {string[]} */
  const attempts = [];
  const server = http.createServer((request, response) => {
    attempts.push(request.url ?? '');
    // No answer at all, as with a cable pulled out; an error page would be an answer.
    response.destroy();
  });
  server.on('connect', (request, socket) => {
    attempts.push(request.url ?? '');
    socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The proxy has no port.'));
      resolve({
        proxy: { server: `http://${LOOPBACK}:${address.port}`, bypass: LOOPBACK },
        attempts,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
