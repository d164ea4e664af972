/**
 * ONNX Runtime, one build per device. The WebGPU build carries twice the WebAssembly of the plain one and lacks some
 * CPU kernels (GatherBlockQuantized), so each is imported only when its device is used: a visit fetches one of them.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { assertNever } from '../../src/guidance/assert-never';
import type { Device } from '../../src/guidance/ports';

/** What the engine needs of a build. Node's tests hand in the package's Node entry. */
export type OrtRuntime = Pick<typeof import('onnxruntime-web'), 'InferenceSession' | 'Tensor' | 'env'>;
export type OrtSession = InferenceSession;
export type OrtTensor = Tensor;

export async function loadRuntime(device: Device): Promise<OrtRuntime> {
  const runtime = await importBuild(device);
  // @huggingface/transformers points this to a public CDN when it is imported. Without it the build finds the files
  // that the bundler put beside it.
  delete runtime.env.wasm.wasmPaths;
  // More threads need cross-origin isolation, a header that most static hosts do not send.
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.proxy = false;
  return runtime;
}

async function importBuild(device: Device): Promise<OrtRuntime> {
  switch (device) {
    case 'webgpu':
      return import('onnxruntime-web/webgpu');
    case 'wasm':
      return import('onnxruntime-web/wasm');
    default:
      return assertNever(device);
  }
}
