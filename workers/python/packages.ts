/**
 * Packages in an interpreter that has just started, from wheels that were posted in. They are installed and imported
 * before the heap is kept and before the wall closes: a program's own import is then a look-up, and putting the heap
 * back undoes whatever a program did to a package. Dynamic libraries cannot be part of the snapshot, because their
 * code is outside of the heap.
 */
import type { PyodideInterface } from 'pyodide';
import type { LockedPackage, Wheel } from './messages';
import importPackages from './packages.py?raw';
import { runtimeHandle } from './start-runtime';

const IMPORTS = 'playground_imports';

/** What Pyodide reads as its lock file's packages. */
export function lockedPackages(wheels: readonly Wheel[]): Record<string, LockedPackage> {
  return Object.fromEntries(wheels.map(({ locked }) => [locked.name, locked]));
}

/** The wheel that an address asks for. */
export function wheelAt(url: string, wheels: readonly Wheel[]): ArrayBuffer | undefined {
  return wheels.find(({ locked }) => url.endsWith(`/${locked.file_name}`))?.bytes;
}

/** Rejects where one of them cannot be installed or imported. */
export async function installPackages(python: PyodideInterface, wheels: readonly Wheel[]): Promise<void> {
  const names = wheels.map(({ locked }) => locked.name);
  const said: string[] = [];
  const installed = await python.loadPackage(names, {
    messageCallback: () => undefined,
    errorCallback: (message) => said.push(message),
  });
  // Pyodide tells of a package that fails and goes on without it.
  const missing = names.filter((name) => !installed.some((one) => one.name === name));
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: ${said.join(' ')}`);
  python.globals.set(IMPORTS, JSON.stringify(wheels.flatMap(({ locked }) => locked.imports)));
  python.runPython(`${importPackages}\nimport_packages(${IMPORTS})\ndel import_packages, ${IMPORTS}\n`);
  runtimeHandle(python)(JSON.stringify({ op: 'adopt' }));
}
