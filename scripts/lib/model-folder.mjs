/** `--model`: a folder in the Hub's layout, which is served beside the page. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './agent-options.mjs';
import { formatOf } from './experiments.mjs';

/**
 * @typedef {object} GivenModel
 * @property {string} folder
 * @property {{ id: string, dtype: import('../../src/hub/number-formats').NumberFormat, weightsPath: string }} source
 */

/**
 * @param {{ model?: string, format?: string }} values
 * @returns {GivenModel | null} null for the built-in model
 */
export function modelFolder({ model, format }) {
  if (model === undefined) {
    if (format !== undefined) throw new UsageError('--format goes with --model.');
    return null;
  }
  const folder = path.resolve(model);
  for (const file of ['config.json', 'tokenizer.json']) {
    if (!existsSync(path.join(folder, file))) throw new UsageError(`--model ${model}: there is no ${file} in it.`);
  }
  const onnx = path.join(folder, 'onnx');
  const found = (existsSync(onnx) ? readdirSync(onnx) : []).flatMap((name) => {
    const dtype = formatOf(`onnx/${name}`);
    return dtype === null
      ? []
      : [{ dtype, weightsPath: `onnx/${name}`, sizeBytes: statSync(path.join(onnx, name)).size }];
  });
  const smallest = found
    .filter(({ dtype }) => format === undefined || dtype === format)
    .sort((a, b) => a.sizeBytes - b.sizeBytes)[0];
  if (smallest === undefined) {
    const there = found.map(({ dtype }) => dtype).join(', ') || 'none';
    throw new UsageError(
      `--model ${model}: no network ${format === undefined ? '' : `of the format ${format} `}in onnx/; there is ${there}.`,
    );
  }
  const { dtype, weightsPath } = smallest;
  return { folder, source: { id: path.basename(folder), dtype, weightsPath } };
}
