/**
 * npm run bench: figures as JSON lines {name, value, unit, comparedWith}. Timings depend on the machine; nothing fails
 * on a slow day. `npm run bench -- --only sandbox` runs one part; `--model FOLDER` measures decoding on a local model
 * folder in the Hub's layout instead of the built-in model, `--format NAME` one of its number formats.
 */
import { parseArgs } from 'node:util';
import { benchDecode } from './bench/decode.mjs';
import { benchEndpoint } from './bench/endpoint.mjs';
import { benchFirstLine } from './bench/first-line.mjs';
import { benchFirstLook } from './bench/first-look.mjs';
import { benchNumberFormat } from './bench/number-format.mjs';
import { benchSandbox } from './bench/sandbox.mjs';
import { benchSignal } from './bench/signal.mjs';
import { UsageError } from './lib/agent-options.mjs';
import { findChromium } from './lib/find-chromium.mjs';
import { modelFolder } from './lib/model-folder.mjs';
import { requireNode } from './lib/node-version.mjs';
import { thisMachine } from './lib/this-machine.mjs';

/** @type {Record<string, (chromium: string, model: import('./lib/model-folder.mjs').GivenModel | null) => Promise<void>>} */
const PARTS = {
  'first-look': benchFirstLook,
  'first-line': benchFirstLine,
  sandbox: benchSandbox,
  decode: benchDecode,
  'number-format': benchNumberFormat,
  signal: benchSignal,
  endpoint: benchEndpoint,
};
/** Takes as long as an evaluation, so it is run by name alone. */
const BY_NAME = ['signal', 'endpoint'];

requireNode();
const { values } = parseArgs({
  options: { only: { type: 'string' }, model: { type: 'string' }, format: { type: 'string' } },
});
const chosen =
  values.only?.split(',') ??
  (values.model === undefined ? Object.keys(PARTS).filter((part) => !BY_NAME.includes(part)) : ['decode']);
const unknown = chosen.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}: choose from ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
const model = givenModel(values);
const chromium = await findChromium(thisMachine(() => {}));
for (const name of chosen) await PARTS[name]?.(chromium, model);

/** @param {{ model?: string, format?: string }} values */
function givenModel(values) {
  try {
    return modelFolder(values);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
