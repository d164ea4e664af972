/** The sandbox of one page: its frame, the plain workers, and those with packages. */
import { type Failure, PlaygroundError } from '../../guidance/failure';
import { fetchAssets, probeAddress } from './assets';
import { PackagedWorkers } from './packages-pool';
import { SandboxFrame } from './sandbox-frame';
import { WorkerPool } from './worker-pool';

/** For the visitor: what is being done and how far it is (0 to 1), or null where that is not known. */
export interface PythonProgress {
  readonly label: string;
  readonly fraction: number | null;
}

export interface Sandbox {
  readonly plain: WorkerPool;
  readonly packaged: PackagedWorkers;
  close(): void;
}

/** Resolves when a program can run. Rejects with a PlaygroundError. */
export async function openSandbox(onProgress: (progress: PythonProgress) => void): Promise<Sandbox> {
  if (typeof WebAssembly !== 'object') throw new PlaygroundError(NO_WEBASSEMBLY);
  onProgress({ label: 'Loading Python', fraction: 0 });
  const assets = fetchAssets((fraction) => onProgress({ label: 'Loading Python', fraction }));
  const frame = await SandboxFrame.open(assets);
  onProgress({ label: 'Starting Python', fraction: null });
  const options = { probeUrl: probeAddress(), useSnapshot: (await assets.snapshot) !== null };
  const plain = new WorkerPool(frame, { ...options, packages: [], startsAhead: true });
  const packaged = new PackagedWorkers(frame, options);
  const close = () => {
    plain.endWorkers();
    packaged.endWorkers();
    frame.close();
  };
  try {
    await plain.active();
    return { plain, packaged, close };
  } catch (error) {
    close();
    throw error;
  }
}

const NO_WEBASSEMBLY: Failure = {
  code: 'no-webassembly',
  message: 'This browser has no WebAssembly, and Python runs in it.',
  advice:
    'Use a current Chrome, Edge, Firefox or Safari, or switch WebAssembly on in its settings (a lockdown mode switches it off).',
};
