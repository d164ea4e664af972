/**
 * Our engine and transformers.js in one page, each as a page gets it by itself: ours on the plain WebAssembly build of the
 * runtime, transformers.js on the build that it brings for browsers.
 */
import { AutoModelForCausalLM, AutoTokenizer, env } from '@huggingface/transformers';
import { loadModel } from '../../../workers/model/load';
import { TextCodec } from '../../../workers/model/text-codec';
import type { ModelSource } from '../../../workers/protocol';
import { PublicLoop } from '../decode-public-loop';
import { type Answers, type Call, repeat, repeatPublicly } from '../decode-ways';

type Side = 'engine' | 'public';
type Repeat = (way: 'drafts' | 'floor' | 'greedy', calls: readonly Call[], answers: Answers) => Promise<void>;

const sides: Partial<Record<Side, Repeat>> = {};

function pageUrl(): string {
  return new URL('./', location.href).href;
}

/** Resolves once the network can be run. */
async function load(side: Side, source: ModelSource, endTokens: readonly number[]): Promise<void> {
  if (side === 'engine') {
    const engine = await loadModel(new AbortController().signal, source, pageUrl(), () => undefined);
    sides.engine = (way, calls) => repeat(engine, engine.session, calls, way);
    return;
  }
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useBrowserCache = false;
  env.localModelPath = new URL('models/', pageUrl()).pathname;
  // Else it takes the runtime from a public server.
  if (env.backends.onnx.wasm !== undefined) delete env.backends.onnx.wasm.wasmPaths;
  const model = await AutoModelForCausalLM.from_pretrained(source.id, { dtype: source.dtype, device: 'wasm' });
  const codec = new TextCodec(await AutoTokenizer.from_pretrained(source.id));
  sides.public = (_, calls, answers) =>
    repeatPublicly(new PublicLoop(model, codec, new Set(endTokens)), calls, answers);
}

/** Milliseconds for the calls of one run. */
async function time(side: Side, way: 'drafts' | 'floor' | 'greedy', calls: readonly Call[]) {
  const answers: Answers = { calls: 0, differing: 0 };
  const began = performance.now();
  await sides[side]?.(way, calls, answers);
  return { milliseconds: performance.now() - began, ...answers };
}

/** From the page's first byte to the first token of an answer, model and prompt read: milliseconds. */
async function firstToken(side: Side, source: ModelSource, endTokens: readonly number[], call: Call): Promise<number> {
  await load(side, source, endTokens);
  if (call.kind !== 'line') throw new Error('A run begins with a line');
  const request = { ...call.request, forced: [], stop: { ...call.request.stop, maxTokens: 1 } };
  await sides[side]?.('greedy', [{ ...call, request }], { calls: 0, differing: 0 });
  return performance.now();
}

declare global {
  interface Window {
    decodeBench: { load: typeof load; time: typeof time; firstToken: typeof firstToken };
  }
}

window.decodeBench = { load, time, firstToken };
