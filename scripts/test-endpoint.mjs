/**
 * npm run test:endpoint: the tests of endpoints against llama.cpp's own server, with the built-in model in it. The server
 * is installed once (out/llama-cpp), started on a free port, and ended. Where it cannot be had, one line says why, and
 * that is no failure. LLAMA_SERVER_URL names one that runs already, started as training/serve_gguf.py starts it.
 */
import { llamaMachine } from './lib/llama-machine.mjs';
import { prepareLlama, startLlama } from './lib/llama-server.mjs';
import { requireNode } from './lib/node-version.mjs';
import { packageFile, REPOSITORY } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';

requireNode();
const args = process.argv.slice(2);
const given = process.env.LLAMA_SERVER_URL;
if (given) process.exitCode = await test(given);
else await withOwnServer();

async function withOwnServer() {
  const prepared = await prepareLlama(llamaMachine(console.log));
  if ('absent' in prepared) {
    console.log(`Skipped, no llama.cpp server: ${prepared.absent}.`);
    return;
  }
  const server = await startLlama(prepared);
  console.log(`llama.cpp’s server (${server.package}) on ${server.url}`);
  try {
    process.exitCode = await test(server.url);
  } finally {
    await server.close();
  }
}

/** @param {string} url */
function test(url) {
  const vitest = [packageFile('vitest', 'vitest.mjs'), 'run', '--project', 'endpoint', ...args];
  return runCommand(process.execPath, vitest, { cwd: REPOSITORY, env: { ...process.env, LLAMA_SERVER_URL: url } });
}
