/** npm start: builds the page where that is needed and serves it on this machine. */
import { parseArgs } from 'node:util';
import { requireNode } from './lib/node-version.mjs';

// First, and before anything that an old Node could not even read.
requireNode();
const { buildIfNeeded, buildState } = await import('./lib/build.mjs');
const { DIST } = await import('./lib/repository.mjs');
const { startStaticServer } = await import('./lib/static-server.mjs');

const USUAL_PORT = 4173;
const PORTS_TRIED = 20;

const { values } = parseArgs({ options: { port: { type: 'string' }, 'no-build': { type: 'boolean' } } });
const wanted = Number(values.port ?? USUAL_PORT);
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535)
  fail(`--port ${values.port}: give a number up to 65535.`);
if (!values['no-build']) await buildIfNeeded(console.log).catch((error) => fail(error.message));
else if (buildState() === 'missing') fail('There is no build in dist/: leave out --no-build, or run npm run build.');

const server = await serve(wanted);
console.log(`\nThe playground is at http://localhost:${server.port}/ (Ctrl+C ends it).`);

/** @param {number} first port to try; the next ones follow where it is taken */
async function serve(first) {
  for (let port = first; port < first + PORTS_TRIED && port <= 65_535; port++) {
    try {
      return await startStaticServer({ root: DIST, port, compress: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      console.log(`Port ${port} is taken.`);
    }
  }
  return fail(`No free port from ${first} on: choose another with --port.`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
