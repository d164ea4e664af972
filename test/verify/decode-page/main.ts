/** The engine in a page, without a worker, so that the device's own calls can be counted. */
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import type { RunEvent } from '../../../src/guidance/events';
import type { LanguageModel } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import { loadModel } from '../../../workers/model/load';
import { comparingInterpreter } from '../../unit/guidance/scripted-ports';

const live = new Set<GPUBuffer>();
const create = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function counted(descriptor) {
  const buffer = create.call(this, descriptor);
  live.add(buffer);
  return buffer;
};
const destroy = GPUBuffer.prototype.destroy;
GPUBuffer.prototype.destroy = function counted() {
  live.delete(this);
  return destroy.call(this);
};

export interface Figures {
  readonly device: string;
  readonly lines: number;
  readonly fromDrafts: number;
  /** After each problem, with its context closed. */
  readonly liveBuffers: readonly number[];
}

const NEVER = new AbortController().signal;

/** So many problems, short: the adapter computes on the processor. */
async function run(problems: number): Promise<Figures> {
  const source = { id: 'tiny-coder', from: 'page', dtype: 'int8', device: 'webgpu' } as const;
  const engine = await loadModel(NEVER, source, new URL('./', location.href).href, () => undefined);
  const model: LanguageModel = {
    description: engine.description,
    encode: async (_, texts) => engine.encode(texts),
    decode: async (_, ids) => engine.decode(ids),
    chatPrompt: async (_, turn) => engine.chatPrompt(turn),
    openContext: async () => engine.openContext(),
    closeContext: async (context) => engine.closeContext(context),
    sample: (signal, request, onCandidate) => engine.sample(signal, request, onCandidate),
    decodeLine: (signal, request, onToken) => engine.decodeLine(signal, request, onToken),
  };
  const events: RunEvent[] = [];
  const liveBuffers: number[] = [];
  for (let i = 0; i < problems; i++) {
    const problem = BUNDLED_PROBLEMS[i % BUNDLED_PROBLEMS.length];
    if (problem === undefined) throw new Error('There are no bundled problems');
    await runAgent(NEVER, {
      model,
      interpreter: comparingInterpreter(''),
      problem,
      agent: { ...DEFAULT_AGENT, candidates: 3, horizonLines: 1, maxTokens: 30, maxLines: 3 },
      limits: DEFAULT_LIMITS,
      forced: [],
      emit: (event) => events.push(event),
      beforeLine: async () => undefined,
    });
    liveBuffers.push(live.size);
    console.log(`problem ${i + 1}: ${live.size} buffers alive, the run ${events.at(-1)?.kind}`);
  }
  await engine.dispose();
  return {
    device: engine.description.device,
    lines: events.filter(({ kind }) => kind === 'line-finished').length,
    fromDrafts: events.filter((event) => event.kind === 'token-chosen' && event.choice.source === 'draft').length,
    liveBuffers,
  };
}

declare global {
  interface Window {
    decodeOnWebGpu: typeof run;
  }
}

window.decodeOnWebGpu = run;
