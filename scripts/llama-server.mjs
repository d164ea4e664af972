/**
 * npm run llama-server: llama.cpp's own server with the built-in model in it, until it is stopped; `-- --slots 8` texts at
 * a time, `--threads 2`, `--port 8080`.
 */
import { parseArgs } from 'node:util';
import { llamaMachine } from './lib/llama-machine.mjs';
import { prepareLlama, startLlama } from './lib/llama-server.mjs';
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { values } = parseArgs({
  options: {
    slots: { type: 'string', default: '4' },
    threads: { type: 'string', default: '1' },
    port: { type: 'string', default: '8080' },
  },
});
const prepared = await prepareLlama(llamaMachine(console.log));
if ('absent' in prepared) {
  console.error(`There can be no llama.cpp server here: ${prepared.absent}.`);
  process.exitCode = 1;
} else {
  const [slots, threads, port] = [Number(values.slots), Number(values.threads), Number(values.port)];
  const server = await startLlama(prepared, { slots, threads, port });
  console.log(`llama.cpp’s server (${server.package}) on ${server.url}, process ${server.pid}`);
  process.once('SIGINT', () => void server.close());
  process.once('SIGTERM', () => void server.close());
  process.exitCode = (await server.ended) ?? 1;
}
