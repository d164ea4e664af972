/** Any local model folder in the Hub's layout, read by the page's own loader from a server of that folder. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AutoModelForCausalLM, env, type PreTrainedModel } from '@huggingface/transformers';
import * as ort from 'onnxruntime-web';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import type { Engine } from '../../workers/model/engine';
import { loadModel } from '../../workers/model/load';
import type { ModelSource } from '../../workers/protocol';

export const BUILT_IN = resolve(import.meta.dirname, '../../public/models/tiny-coder');

/** In the order of preference, with the names of files that transformers.js and the Hub use. */
const FILES: readonly (readonly [ModelSource['dtype'], string])[] = [
  ['int8', 'model_int8.onnx'],
  ['q8', 'model_quantized.onnx'],
  ['q4', 'model_q4.onnx'],
  ['fp32', 'model.onnx'],
  ['fp16', 'model_fp16.onnx'],
  ['q4f16', 'model_q4f16.onnx'],
];

export interface ModelFolder {
  readonly path: string;
  readonly dtype: ModelSource['dtype'];
  readonly weightsPath: string;
}

/** Throws where the folder has no network under a name that is known. */
export function modelFolder(path: string): ModelFolder {
  const found = FILES.find(([, file]) => existsSync(join(path, 'onnx', file)));
  if (found === undefined) {
    throw new Error(
      `${path} has none of ${FILES.map(([, file]) => `onnx/${file}`).join(', ')}: is it a model's folder?`,
    );
  }
  const [dtype, file] = found;
  return { path: resolve(path), dtype, weightsPath: join(path, 'onnx', file) };
}

/** As a folder of the page, on WASM. */
export function sourceOf({ path, dtype }: ModelFolder): ModelSource {
  return { id: basename(path), from: 'page', dtype, device: 'wasm' };
}

/** On WASM, with one thread as in the page. */
export async function loadFolder(folder: ModelFolder): Promise<Engine> {
  ort.env.wasm.numThreads = 1;
  const server = await startStaticServer({ root: dirname(folder.path), base: '/models/' });
  try {
    const baseUrl = server.url.replace(/models\/$/, '');
    const platform = { gpu: undefined, calibrations: null, loadRuntime: async () => ort };
    return await loadModel(new AbortController().signal, sourceOf(folder), baseUrl, () => undefined, platform);
  } finally {
    await server.close();
  }
}

/**
 * The same file through transformers.js alone, on the same build of the runtime with one thread. In Node it has no
 * runtime of its own here (see scripts/stubs): `scripts/bench/decode.mjs` names ours before the library is imported.
 */
export async function loadPublic({ path, dtype }: ModelFolder): Promise<PreTrainedModel> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(path);
  return AutoModelForCausalLM.from_pretrained(basename(path), {
    dtype,
    device: 'auto',
    session_options: { executionProviders: ['wasm'], logSeverityLevel: 3 },
  });
}
