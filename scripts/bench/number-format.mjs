/**
 * A decode step of the shipped file, whose weights are stored as int8, beside the same graph with fp32 weights, in the
 * page's WebAssembly runtime. `python3 training/run.py --export-only` writes the fp32 file.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { REPOSITORY } from '../lib/repository.mjs';
import { median, print, spread } from './figures.mjs';

const MODEL = path.join(REPOSITORY, 'public/models/tiny-coder');
const SHIPPED = path.join(MODEL, 'onnx/model_int8.onnx');
const WIDE = path.join(REPOSITORY, 'training/out/model_fp32.onnx');

const PROMPT_TOKENS = 150;
const STEPS = 40;
const ROUNDS = 12;

export async function benchNumberFormat() {
  if (!existsSync(WIDE)) {
    console.log('number-format is left out: training/out/model_fp32.onnx is not there (training/run.py writes it).');
    return;
  }
  ort.env.wasm.numThreads = 1;
  const shipped = await ort.InferenceSession.create(readFileSync(SHIPPED));
  const wide = await ort.InferenceSession.create(readFileSync(WIDE));
  await timedSteps(shipped);
  await timedSteps(wide);
  /** @type {{ shipped: number, wide: number }[]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Alternately first, so that what else the machine does falls on both.
    if (round % 2 === 0) rounds.push({ shipped: await timedSteps(shipped), wide: await timedSteps(wide) });
    else {
      const wideMs = await timedSteps(wide);
      rounds.push({ shipped: await timedSteps(shipped), wide: wideMs });
    }
  }
  const ratios = rounds.map((round) => round.shipped / round.wide);
  report(
    'decode step, int8 file',
    'ms',
    rounds.map((round) => round.shipped),
  );
  report(
    'decode step, fp32 file',
    'ms',
    rounds.map((round) => round.wide),
  );
  report('decode step, int8 file over fp32 file', 'times', ratios);
}

/**
 * @param {string} name
 * @param {string} unit
 * @param {readonly number[]} values
 */
function report(name, unit, values) {
  print(name, median(values), unit, spread(values, unit));
}

/**
 * @param {ort.InferenceSession} session
 * @returns {Promise<number>} ms per step of one token, the mean of STEPS after a prompt
 */
async function timedSteps(session) {
  const { vocab_size, num_hidden_layers, num_key_value_heads, head_dim } = JSON.parse(
    readFileSync(path.join(MODEL, 'config.json'), 'utf8'),
  );
  /** @type {Record<string, ort.Tensor>} */
  let cache = {};
  for (let layer = 0; layer < num_hidden_layers; layer++) {
    for (const kind of ['key', 'value']) {
      const empty = new ort.Tensor('float32', new Float32Array(0), [1, num_key_value_heads, 0, head_dim]);
      cache[`past_key_values.${layer}.${kind}`] = empty;
    }
  }
  const run = async (/** @type {number[]} */ ids, /** @type {number} */ length) => {
    const output = await session.run({
      ...cache,
      input_ids: int64(ids, [1, ids.length]),
      attention_mask: int64(new Array(length).fill(1), [1, length]),
      num_logits_to_keep: int64([1], []),
    });
    cache = Object.fromEntries(
      Object.entries(output)
        .filter(([name]) => name.startsWith('present'))
        .map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
    );
  };
  await run(
    Array.from({ length: PROMPT_TOKENS }, (_, index) => (index * 7) % vocab_size),
    PROMPT_TOKENS,
  );
  const started = performance.now();
  for (let step = 1; step <= STEPS; step++) await run([(step * 11) % vocab_size], PROMPT_TOKENS + step);
  return (performance.now() - started) / STEPS;
}

/**
 * @param {number[]} values
 * @param {number[]} dims
 */
function int64(values, dims) {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}
