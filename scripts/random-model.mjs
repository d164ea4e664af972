/** Writes a decoder with random weights, of a named shape and kind of export: for tests of scale, never for answers. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { requireNode } from './lib/node-version.mjs';
import { REPOSITORY } from './lib/repository.mjs';

const USAGE = `node scripts/random-model.mjs --out FOLDER [options]

  --shape NAME            tiny, qwen2.5-coder-0.5b (default), qwen2.5-coder-1.5b, qwen3-0.6b, deepseek-coder-1.3b
  --format NAME           fp32, fp16, int8, quantized (dynamic int8), q4 (default), q4f16
  --attention gqa|plain   the runtime's GroupQueryAttention (default), or matrix products as older exports have them
  --cache-layout NAME     present (default), or merged: one file with two branches and the input use_cache_branch
  --cached-chunks NAME    causal (default), or unmasked: a run with a past is right for one new token alone
  --cache-axes NAME       heads-first (default) or length-first
  --cache-names NAME      dotted (past_key_values.0.key, default) or flat (past_key_0)
  --positions NAME        input or mask: where plain attention takes positions from
  --logit-count yes|no    with the input num_logits_to_keep
  --accuracy-level 0|4    of 4-bit products; 4 allows 8-bit activations
  --float-embedding       4-bit files keep the embedding in floats instead of 4-bit blocks shared with the output
  --float-logits          logits of half-precision files come out as float32
  --one-file              no second file for the weights (the default for tiny)
  --tokenizer FILE        tokenizer.json, or the same gzipped; the built-in model's where it is not given
  --tokenizer-config FILE tokenizer_config.json that goes with it
  --vocabulary N          another size of the vocabulary than the shape's
  --hidden N              another hidden size
  --seed N                1 where it is not given`;

/**
 * What scripts/random-model/command.ts exports; its own types belong to another realm.
 * @typedef {object} Command
 * @property {(values: Record<string, string | boolean | undefined>) => Record<string, number>} writeFromOptions
 */

requireNode();
const choice = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    out: choice,
    shape: choice,
    format: choice,
    attention: choice,
    'cache-layout': choice,
    'cached-chunks': choice,
    'cache-axes': choice,
    'cache-names': choice,
    positions: choice,
    'logit-count': choice,
    'accuracy-level': choice,
    'float-embedding': { type: 'boolean' },
    'float-logits': { type: 'boolean' },
    'one-file': { type: 'boolean' },
    tokenizer: choice,
    'tokenizer-config': choice,
    vocabulary: choice,
    hidden: choice,
    seed: choice,
    help: { type: 'boolean' },
  },
});
if (values.help === true || values.out === undefined) {
  console.log(USAGE);
  process.exitCode = values.help === true ? 0 : 1;
} else {
  const file = path.join(REPOSITORY, 'scripts', 'random-model', 'command.ts');
  /** @type {{ module: Command }} */
  const { module } = await runnerImport(file);
  try {
    for (const [name, bytes] of Object.entries(module.writeFromOptions(values))) {
      console.log(`${path.join(values.out, name)}  ${(bytes / 1e6).toFixed(1)} MB`);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 1;
  }
}
