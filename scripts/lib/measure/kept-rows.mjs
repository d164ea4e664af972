/** The rows behind the report, kept with it: whoever has them can write it again, or go on measuring where it stopped. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { REPOSITORY } from '../repository.mjs';

export const KEPT_ROWS = path.join(REPOSITORY, 'docs', 'measured-rows.br');
/** What eval wrote, and the problems that were drawn; logs say nothing that these do not. */
const KEPT_FILES = /\.(jsonl|json|txt)$/;
const LEFT_OUT = 'logs';

/**
 * @param {string} folder of the results of some weights
 * @param {string} weightsSha256
 * @param {string} [file]
 */
export function keepRows(folder, weightsSha256, file = KEPT_ROWS) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => KEPT_FILES.test(name) && !name.startsWith(`${LEFT_OUT}/`))
    .sort();
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const text = JSON.stringify({ weightsSha256, files });
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(file, brotliCompressSync(text, { params }));
}

/**
 * Puts kept rows of the same weights back where there are none.
 * @param {string} folder
 * @param {string} weightsSha256
 * @param {string} [file]
 * @returns {boolean} whether it did
 */
export function restoreRows(folder, weightsSha256, file = KEPT_ROWS) {
  if (existsSync(folder) || !existsSync(file)) return false;
  const kept = JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
  if (kept.weightsSha256 !== weightsSha256) return false;
  for (const [name, text] of Object.entries(kept.files)) {
    const target = path.join(folder, name);
    if (!target.startsWith(folder + path.sep)) throw new Error(`${file} names a file outside its folder: ${name}`);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, String(text));
  }
  return true;
}
