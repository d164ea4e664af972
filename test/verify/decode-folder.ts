/** Any local model folder in the Hub's layout, read by the page's own loader from a server of that folder. */
import { basename, dirname, resolve } from 'node:path';
import { AutoModelForCausalLM, env, type PreTrainedModel } from '@huggingface/transformers';
import * as ort from 'onnxruntime-web';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import type { Engine } from '../../workers/model/engine';
import { loadModel } from '../../workers/model/load';
import type { ModelSource } from '../../workers/protocol';

export interface ModelFolder {
  readonly path: string;
  readonly source: { readonly id: string; readonly dtype: ModelSource['dtype']; readonly weightsPath: string };
}

export const BUILT_IN: ModelFolder = {
  path: resolve(import.meta.dirname, '../../public/models/tiny-coder'),
  source: { id: 'tiny-coder', dtype: 'int8', weightsPath: 'onnx/model_int8.onnx' },
};

/** As a folder of the page, on WASM. */
export function sourceOf({ source }: ModelFolder): ModelSource {
  return { ...source, from: 'page', device: 'wasm' };
}

/** On WASM, with one thread as in the page. */
export async function loadFolder(folder: ModelFolder): Promise<Engine> {
  ort.env.wasm.numThreads = 1;
  const server = await startStaticServer({ root: folder.path, base: `/models/${folder.source.id}/` });
  try {
    const baseUrl = new URL('/', server.url).href;
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
export async function loadPublic({ path, source }: ModelFolder): Promise<PreTrainedModel> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(path);
  return AutoModelForCausalLM.from_pretrained(basename(path), {
    dtype: source.dtype,
    device: 'auto',
    session_options: { executionProviders: ['wasm'], logSeverityLevel: 3 },
  });
}
