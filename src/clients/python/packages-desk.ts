/** Which packages a program needs, and getting them into the sandbox. */
import type { CancelSignal } from '../../guidance/cancellation';
import type { PlaygroundError } from '../../guidance/failure';
import { isPackageError } from './packages-failure';
import { mayImport, type PackageSource, packagesImported, withDependencies } from './packages-lock';
import type { PackagedWorkers } from './packages-pool';
import { PackageStore } from './packages-store';
import type { PythonProgress } from './sandbox';

/** For the visitor, whenever something changes. */
export interface PackageReport {
  /** null while nothing is under way. */
  readonly progress: PythonProgress | null;
  /** Names of packages that this browser had no room to keep, so that they will be downloaded again. */
  readonly unkept: readonly string[];
}

export interface PackageDeskOptions {
  readonly source: PackageSource;
  /** Top-level names that Python sources import, by their syntax. */
  readonly importsOf: (signal: CancelSignal, sources: readonly string[]) => Promise<string[]>;
  readonly onReport: (report: PackageReport) => void;
}

export class PackageDesk {
  readonly #options: PackageDeskOptions;
  readonly #store: PackageStore;
  /** What a run could not have it does not ask for again: every candidate would wait for the same failure. */
  readonly #failed = new WeakMap<CancelSignal, Map<string, PlaygroundError>>();

  constructor(options: PackageDeskOptions) {
    this.#options = options;
    this.#store = new PackageStore(options.source);
  }

  /** Names of the packages that somebody asks for or imports, with what they depend on; usually none. */
  async needed(signal: CancelSignal, declared: readonly string[], sources: readonly string[]): Promise<string[]> {
    const { lock } = this.#options.source;
    const imported = mayImport(lock, sources)
      ? packagesImported(lock, await this.#options.importsOf(signal, sources))
      : [];
    return withDependencies(lock, [...declared, ...imported]).map(({ name }) => name);
  }

  /** Rejects with `package-missing` where one of them cannot be had. */
  async handIn(signal: CancelSignal, workers: PackagedWorkers, names: readonly string[]): Promise<void> {
    if (workers.has(names)) return;
    const key = names.join(' ');
    const known = this.#failed.get(signal)?.get(key);
    if (known !== undefined) throw known;
    try {
      const packages = withDependencies(this.#options.source.lock, names);
      workers.handIn(await this.#store.wheels(signal, packages, (progress) => this.report(progress)));
    } catch (error) {
      if (isPackageError(error)) this.#remember(signal, key, error);
      throw error;
    } finally {
      this.report(null);
    }
  }

  report(progress: PythonProgress | null): void {
    this.#options.onReport({ progress, unkept: this.#store.unkept });
  }

  #remember(signal: CancelSignal, key: string, error: PlaygroundError): void {
    const failed = this.#failed.get(signal) ?? new Map<string, PlaygroundError>();
    this.#failed.set(signal, failed.set(key, error));
  }
}
