/** Which packages there are, and which of them somebody needs. Nothing outside of the list is ever fetched. */
import type { LockedPackage } from '../../../workers/python/messages';

/** Where packages come from. */
export interface PackageSource {
  /** Every package that may be fetched, with everything that these depend on. */
  readonly lock: readonly LockedPackage[];
  /** The folder of the wheels, with a slash at its end. */
  readonly baseUrl: string;
  /** The name under which this browser keeps them. */
  readonly cacheName: string;
}

/** Whether it is worth asking Python what the texts import: false for nearly all, true also where it is in a string. */
export function mayImport(lock: readonly LockedPackage[], texts: readonly string[]): boolean {
  const names = lock.flatMap(({ imports }) => imports);
  return texts.some((text) => text.includes('import') && names.some((name) => text.includes(name)));
}

/** Packages by the names under which programs import them; a name of no package on the list is not among them. */
export function packagesImported(lock: readonly LockedPackage[], importNames: readonly string[]): string[] {
  return lock.filter(({ imports }) => imports.some((name) => importNames.includes(name))).map(({ name }) => name);
}

/** The named packages and what they depend on, each once, in the order of the list. */
export function withDependencies(lock: readonly LockedPackage[], names: readonly string[]): LockedPackage[] {
  const wanted = [...names];
  // `wanted` grows while it is walked.
  for (const name of wanted) {
    const depends = lock.find((one) => one.name === name)?.depends ?? [];
    wanted.push(...depends.filter((dependency) => !wanted.includes(dependency)));
  }
  return lock.filter(({ name }) => wanted.includes(name));
}
