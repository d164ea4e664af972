/** From a source to an engine: files, device, session, start-up check. */
import type { DeviceReport } from '../../src/guidance/device-report';
import { PlaygroundError } from '../../src/guidance/failure';
import type { LoadProgress, ModelSource } from '../protocol';
import { calibrate } from './calibrate';
import { BROWSER_STORE, type CalibrationStore, calibrationName } from './calibration-store';
import { type DevicePlan, onProcessor, planDevice } from './device';
import { Engine } from './engine';
import { checkAsAsked, exportNotes, onlyMixes, planWithin } from './fit-export';
import { type ModelConfig, readConfig, readTokenizer } from './hub';
import { type ModelFiles, modelFiles, networkPath, words } from './model-files';
import { planFor } from './plan';
import { loadRuntime, type OrtRuntime } from './runtime';
import type { SelfCheck } from './self-check';
import { ModelSession } from './session';
import { corrupt, fetchWeights, type Weights } from './weights';

/** Largest difference of two logits that the start-up check lets pass. */
const TOLERANCE = { wasm: 1e-4, webgpu: 0.25 } as const;

/** Tokens that a row of a batch seldom exceeds: prompt and a program. */
const USUAL_LENGTH = 1024;

/** What the platform offers; tests put their own in. */
export interface Platform {
  readonly gpu: GPU | undefined;
  readonly loadRuntime: typeof loadRuntime;
  /** null measures nothing and takes the usual plan. */
  readonly calibrations: CalibrationStore | null;
}

export const THIS_WORKER: Platform = { gpu: globalThis.navigator?.gpu, loadRuntime, calibrations: BROWSER_STORE };

interface Started {
  readonly session: ModelSession;
  readonly plan: DevicePlan;
  readonly selfCheck: SelfCheck;
}

/** Rejects with a PlaygroundError that says what to do, or with the signal's reason. */
export async function loadModel(
  signal: AbortSignal,
  source: ModelSource,
  baseUrl: string,
  onProgress: (progress: LoadProgress) => void,
  platform: Platform = THIS_WORKER,
): Promise<Engine> {
  if (typeof WebAssembly === 'undefined') throw noWebAssembly();
  const files = modelFiles(source, baseUrl);
  onProgress({ stage: 'files', label: 'Reading the configuration and the tokenizer', fraction: null });
  const config = await readConfig(signal, files);
  const { codec, chat, chatSupport } = await readTokenizer(signal, files);
  const weights = await fetchWeights(signal, files, onProgress);
  signal.throwIfAborted();

  const start = async (plan: DevicePlan, ownAttention: string | null = null): Promise<Started> => {
    onProgress({ stage: 'session', label: `Starting the network. ${plan.reason}`, fraction: null });
    const runtime = await platform.loadRuntime(plan.device);
    const session = await createSession(runtime, files, weights, plan, ownAttention);
    try {
      signal.throwIfAborted();
      onProgress({ stage: 'self-check', label: 'Checking that the device computes rightly', fraction: null });
      const tolerance = TOLERANCE[plan.device];
      const selfCheck = await checkAsAsked(session, vocabularyOf(session, config), tolerance, source.exact === true);
      const isFirstTry = session.attention.kind === 'plain';
      if (selfCheck.passed || !isFirstTry || onlyMixes(session, selfCheck))
        return { session, plan: withNotes(plan, session, selfCheck, ownAttention), selfCheck };
    } catch (thrown) {
      await session.dispose();
      throw thrown;
    }
    await session.dispose();
    return start(plan, 'the faster form failed the start-up check');
  };

  const started = await startWithFallback(signal, start, await planDevice(source.device, platform.gpu));
  const { session, plan, selfCheck } = started;
  const vocabularySize = vocabularyOf(session, config);
  let calibration: DeviceReport['calibration'];
  try {
    onProgress({ stage: 'self-check', label: 'Measuring how fast the device is', fraction: null });
    const store = platform.calibrations;
    const adapter = typeof plan.adapter === 'string' ? '' : plan.adapter.name;
    const name = calibrationName(`${plan.device} ${adapter}`, weights.sha256);
    calibration = store && (await calibrated(signal, store, name, session, vocabularySize));
  } catch (thrown) {
    await session.dispose();
    throw thrown;
  }
  const rowBytes = session.bytesPerPosition * Math.min(config.contextLength, USUAL_LENGTH);
  const description = {
    id: source.id,
    weightsSha256: weights.sha256,
    device: plan.device,
    deviceReason: plan.reason,
    vocabularySize,
    contextLength: config.contextLength,
    endTokens: config.endTokens,
    // Only our own model was trained on the short form. It has no chat template.
    promptStyle: chat === null ? (source.promptStyle ?? USUAL_STYLE[source.from]) : ('instruct' as const),
    chat: chatSupport,
    ...(session.reading === 'alone' ? { reading: session.reading } : {}),
    selfCheck,
    plan: planWithin(planFor(selfCheck, calibration, rowBytes), session, selfCheck),
    report: {
      ...machine(),
      adapter: plan.adapter,
      numberFormat: source.dtype,
      weightsBytes: weights.bytes.length,
      attention: session.attention,
      calibration,
    },
  };
  return new Engine(description, session, codec, chat);
}

const USUAL_STYLE = { page: 'built-in', hub: 'instruct', folder: 'instruct' } as const;

/** As measured now or, of the same device and weights, on an earlier visit. */
async function calibrated(
  signal: AbortSignal,
  store: CalibrationStore,
  name: string | null,
  session: ModelSession,
  vocabularySize: number,
): Promise<DeviceReport['calibration']> {
  const kept = name === null ? null : await store.read(name);
  if (kept !== null) return { ...kept, kept: true };
  const measured = await calibrate(signal, session, vocabularySize);
  // Measured while the machine was busy: the usual plan for now, and another try on the next visit.
  if (measured === null) return null;
  if (name !== null) await store.write(name, measured);
  return { ...measured, kept: false };
}

/** What the browser tells of the machine. */
function machine(): Pick<DeviceReport, 'processors' | 'memoryGib' | 'threadsPossible'> {
  const navigator: { hardwareConcurrency?: number; deviceMemory?: number } | undefined = globalThis.navigator;
  return {
    processors: navigator?.hardwareConcurrency ?? null,
    memoryGib: navigator?.deviceMemory ?? null,
    threadsPossible: globalThis.crossOriginIsolated === true,
  };
}

/** What the visitor should know of how this session computes. */
function withNotes(
  plan: DevicePlan,
  session: ModelSession,
  selfCheck: SelfCheck,
  ownAttention: string | null,
): DevicePlan {
  const notes: string[] = [];
  if (selfCheck.passed && ownAttention !== null) {
    notes.push(`Attention is computed by the runtime's own, slower operator: ${ownAttention}.`);
  }
  notes.push(...exportNotes(session, selfCheck));
  return { ...plan, reason: [plan.reason, ...notes].join(' ') };
}

/** WebGPU that does not start, or computes wrongly, gives way to WASM; the reason goes into the description. */
async function startWithFallback(
  signal: AbortSignal,
  start: (plan: DevicePlan) => Promise<Started>,
  plan: DevicePlan,
): Promise<Started> {
  if (plan.device === 'wasm') return start(plan);
  try {
    const started = await start(plan);
    if (started.selfCheck.passed) return started;
    await started.session.dispose();
    const difference = started.selfCheck.maxLogitDifference.toPrecision(2);
    return start(
      onProcessor(`WebGPU computed wrongly in the start-up check (logits off by ${difference})`, plan.adapter),
    );
  } catch (thrown) {
    plan.gpu.destroy();
    signal.throwIfAborted();
    return start(onProcessor(`WebGPU could not run this model (${words(thrown)})`, plan.adapter));
  }
}

async function createSession(
  runtime: OrtRuntime,
  files: ModelFiles,
  weights: Weights,
  plan: DevicePlan,
  ownAttention: string | null,
): Promise<ModelSession> {
  try {
    return await ModelSession.create(
      runtime,
      weights.bytes,
      plan.device === 'webgpu' ? plan.gpu : null,
      ownAttention,
      weights.external,
    );
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) throw thrown;
    throw explain(files, thrown);
  }
}

/** The runtime's own words, sorted. A bare number is a C++ exception, in practice a failed allocation. */
function explain(files: ModelFiles, thrown: unknown): PlaygroundError {
  const reason = words(thrown);
  if (/protobuf|ModelProto/i.test(reason)) return corrupt(files, networkPath(files.source), 'it is no whole ONNX file');
  if (typeof thrown === 'number' || /bad_alloc|out of memory|allocat/i.test(reason)) {
    return new PlaygroundError({
      code: 'out-of-memory',
      message: `There is not enough memory to load the model ${files.source.id}.`,
      advice: 'Close other tabs, or choose a smaller model.',
    });
  }
  if (/webassembly|backend|\.wasm/i.test(reason)) {
    return new PlaygroundError({
      code: 'no-webassembly',
      message: `The part that runs networks could not be started: ${reason}`,
      advice: "Check the network and the browser's settings for WebAssembly, then load the page again.",
    });
  }
  return new PlaygroundError({
    code: 'model-unsuitable',
    message: `The model ${files.source.id} could not be started: ${reason}`,
    advice: 'Choose another number format of this model, or another model.',
  });
}

function vocabularyOf(session: ModelSession, config: ModelConfig): number {
  return session.graph.vocabularySize ?? config.vocabularySize;
}

function noWebAssembly(): PlaygroundError {
  return new PlaygroundError({
    code: 'no-webassembly',
    message: 'This browser does not run WebAssembly, or it is switched off.',
    advice: 'Use a current browser, or allow WebAssembly in its settings (a "lockdown" mode switches it off).',
  });
}
