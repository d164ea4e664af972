/**
 * A model's folder on the visitor's disk, in the Hub's layout: what of it can be loaded, or what is missing. Nothing is
 * copied: the files are read where they lie, for as long as the page is open.
 */
import * as v from 'valibot';
import { type Offer, offersOf, whatIsMissing } from '../../hub/listing';
import type { ModelFolder } from './model-folder';

export interface LocalModel {
  /** Of the folder. */
  readonly name: string;
  /** The network in each number format that there is. */
  readonly offers: readonly Offer[];
  /** By path inside the folder. */
  readonly files: ReadonlyMap<string, File>;
  /** A vocabulary as small as that of our own recipe: then the short prompt is likely what it was trained on. */
  readonly looksLikeOurs: boolean;
}

export type LocalReading =
  | { readonly kind: 'model'; readonly model: LocalModel }
  | { readonly kind: 'problem'; readonly message: string; readonly advice: string };

const LAYOUT = 'A model folder holds config.json, tokenizer.json, tokenizer_config.json and onnx/model….onnx.';
const SMALL_VOCABULARY = 8_192;
const ConfigSchema = v.looseObject({ vocab_size: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Whether files are worth being read as a model: a network and a configuration are among them. */
export function mayBeModel(files: Iterable<readonly [path: string, file: unknown]>): boolean {
  const paths = [...files].map(([path]) => path);
  return paths.some((path) => /(^|\/)config\.json$/.test(path)) && paths.some((path) => path.endsWith('.onnx'));
}

/** `files` with their paths, the folder's own name first. */
export async function readLocalFolder(files: Iterable<readonly [path: string, file: File]>): Promise<LocalReading> {
  const all = [...files];
  if (all.length === 0) return problem('This folder is empty.', LAYOUT);
  const roots = all.map(([path]) => path).filter((path) => /(^|\/)config\.json$/.test(path));
  const [config] = roots;
  if (config === undefined) return problem('This folder has no config.json.', LAYOUT);
  if (roots.length > 1) {
    return problem(
      `This folder holds ${roots.length} models (${roots.slice(0, 3).join(', ')}${roots.length > 3 ? ', …' : ''}).`,
      'Open the folder of one of them.',
    );
  }
  const root = config.slice(0, -'config.json'.length);
  const inside = new Map(
    all.flatMap(([path, file]) => (path.startsWith(root) ? [[path.slice(root.length), file]] : [])),
  );
  const name = root.split('/').filter(Boolean).at(-1) ?? 'folder';
  const listing = {
    repository: name,
    commit: '',
    licence: null,
    gated: false,
    files: [...inside].map(([path, { size }]) => ({ path, sizeBytes: size, sha256: null, gitSha1: null })),
  };
  const missing = whatIsMissing(listing);
  if (missing !== null) return problem(`The folder ${name} cannot be used: ${missing}.`, LAYOUT);
  const empty = listing.files.find(({ path, sizeBytes }) => sizeBytes === 0 && path.endsWith('.onnx'));
  if (empty !== undefined) {
    return problem(`The file ${empty.path} of the folder ${name} is empty.`, 'Copy the folder again, as a whole.');
  }
  const parsed = v.safeParse(ConfigSchema, await readConfig(inside.get('config.json')));
  if (!parsed.success) {
    return problem(
      `The config.json of the folder ${name} is no model’s configuration, or it is damaged.`,
      'Copy the folder again, or choose another one.',
    );
  }
  return {
    kind: 'model',
    model: {
      name,
      offers: offersOf(listing),
      files: inside,
      looksLikeOurs: parsed.output.vocab_size <= SMALL_VOCABULARY,
    },
  };
}

/** What the model worker is given. */
export function localFolder(model: LocalModel, offer: Offer, promptStyle: 'built-in' | 'instruct'): ModelFolder {
  return {
    id: model.name,
    from: 'folder',
    dtype: offer.format,
    weightsPath: offer.weightsPath,
    promptStyle,
    local: offer.files.flatMap(({ path }) => {
      const file = model.files.get(path);
      return file === undefined ? [] : [{ path, file }];
    }),
  };
}

async function readConfig(file: File | undefined): Promise<unknown> {
  try {
    return JSON.parse((await file?.text()) ?? '');
  } catch {
    return null;
  }
}

function problem(message: string, advice: string): LocalReading {
  return { kind: 'problem', message, advice };
}
