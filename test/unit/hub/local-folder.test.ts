import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { localFolder, mayBeModel, readLocalFolder } from '../../../src/playground/models/local-folder';
import { LocalModels } from '../../../src/playground/models/local-models';
import type { ModelFolder } from '../../../src/playground/models/model-folder';

const BUILT_IN = path.resolve(import.meta.dirname, '../../../public/models/tiny-coder');

/** The built-in model's own files, under the name of another folder. */
function copied(name: string): [string, File][] {
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((child) => {
      const at = path.join(folder, child);
      return statSync(at).isDirectory() ? walk(at) : [at];
    });
  return walk(BUILT_IN).map((at) => {
    const inside = path.relative(BUILT_IN, at).split(path.sep).join('/');
    return [`${name}/${inside}`, new File([readFileSync(at)], path.basename(at))];
  });
}

const without = (files: [string, File][], part: string) => files.filter(([name]) => !name.endsWith(part));
const replaced = (files: [string, File][], part: string, text: string): [string, File][] =>
  files.map(([name, file]) => (name.endsWith(part) ? [name, new File([text], part)] : [name, file]));

describe('a model folder from the disk', () => {
  it('is read in the Hub’s layout, under the name of the folder, wherever it lies', async () => {
    for (const at of ['my-model', 'models/deep/my-model']) {
      const read = await readLocalFolder(copied(at));
      if (read.kind === 'problem') throw new Error(read.message);
      expect(read.model).toMatchObject({ name: 'my-model', looksLikeOurs: true });
      expect(read.model.offers.map(({ format }) => format)).toEqual(['int8']);
      const [offer] = read.model.offers;
      if (offer === undefined) throw new Error('no offer');
      const folder = localFolder(read.model, offer, 'built-in');
      expect(folder).toMatchObject({ id: 'my-model', from: 'folder', dtype: 'int8', promptStyle: 'built-in' });
      expect(folder.local?.map((file) => file.path)).toEqual([
        'config.json',
        'tokenizer.json',
        'tokenizer_config.json',
        'generation_config.json',
        'onnx/model_int8.onnx',
      ]);
    }
  });

  it('is told what it lacks, by name', async () => {
    const files = copied('m');
    const wrong: [[string, File][], RegExp][] = [
      [[], /empty/],
      [without(files, 'm/config.json'), /no config.json/],
      [without(files, 'tokenizer.json'), /no tokenizer.json/],
      [without(files, '.onnx'), /no ONNX files/],
      [replaced(files, 'm/config.json', '{'), /no model’s configuration/],
      [replaced(files, 'm/config.json', '{"vocab_size": -1}'), /no model’s configuration/],
      [replaced(files, '.onnx', ''), /is empty/],
      [[...copied('a/one'), ...copied('a/two')], /holds 2 models/],
      [files.map(([name, file]) => [name.replace('model_int8', 'network'), file]), /has the name of a decoder/],
    ];
    for (const [given, message] of wrong) {
      const read = await readLocalFolder(given);
      expect(read.kind === 'problem' ? read.message : read.kind).toMatch(message);
    }
  });

  it('is told from other drops', () => {
    expect(mayBeModel(copied('m'))).toBe(true);
    expect(mayBeModel([['results/config.json', null]])).toBe(false);
    expect(mayBeModel([['a.onnx', null]])).toBe(false);
  });

  it('is listed, used, and left for another', async () => {
    const loaded: ModelFolder[] = [];
    const models = new LocalModels((folder) => loaded.push(folder));
    await models.open(copied('m'));
    await models.open(copied('m'));
    expect(models.list.value).toHaveLength(1);
    const [model] = models.list.value;
    const [offer] = model?.offers ?? [];
    if (model === undefined || offer === undefined) throw new Error('nothing is listed');
    models.use(model, offer, 'built-in');
    expect(loaded[0]?.id).toBe('m');
    expect(models.inUse.value).toEqual({ model, format: 'int8' });
    models.left();
    expect(models.inUse.value).toBeNull();
    await models.open([]);
    expect(models.problem.value?.message).toMatch(/empty/);
  });
});
