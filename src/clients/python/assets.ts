/// <reference path="./virtual.d.ts" />
/** Fetches what the sandbox is started from: the page has the network, the sandbox has none. */
import { packageLock, snapshotUrl, standardLibraryUrl, wasmUrl, workerUrl } from 'virtual:python-sandbox';
import { PACKAGE_BASE_URL } from '../../csp/package-host';
import { PlaygroundError } from '../../guidance/failure';
import type { PackageSource } from './packages-lock';

/** The packages of the Pyodide that the page comes with, from where Pyodide itself puts them. */
export const PAGE_PACKAGES: PackageSource = {
  lock: packageLock,
  baseUrl: PACKAGE_BASE_URL,
  cacheName: 'eg-cfg.python-packages.v1',
};

/** What the frame asks for, on its way. The first to be needed is the first to be asked for. */
export interface SandboxAssets {
  readonly wasm: Promise<ArrayBuffer>;
  readonly standardLibrary: Promise<ArrayBuffer>;
  readonly workerText: Promise<string>;
  /** null where there is none to be had: Python then starts from nothing, in seconds. */
  readonly snapshot: Promise<ArrayBuffer | null>;
}

/** The promises reject with `sandbox-failed` when a file that is needed cannot be had. */
export function fetchAssets(onFraction: (fraction: number) => void): SandboxAssets {
  let arrived = 0;
  const counted = <T>(part: Promise<T>): Promise<T> => {
    part.then(
      () => onFraction(++arrived / 4),
      () => undefined,
    );
    return part;
  };
  return {
    wasm: counted(fetchFile(wasmUrl).then((response) => response.arrayBuffer())),
    snapshot: counted(fetchSnapshot()),
    standardLibrary: counted(fetchFile(standardLibraryUrl).then((response) => response.arrayBuffer())),
    workerText: counted(fetchFile(workerUrl).then((response) => response.text())),
  };
}

/** An address inside the page's own site that is known to answer: the sandbox must not reach it. */
export function probeAddress(): string {
  return new URL(workerUrl, document.baseURI).href;
}

async function fetchFile(url: string): Promise<Response> {
  let reason: string;
  try {
    const response = await fetch(url);
    if (response.ok) return response;
    reason = `the server answered ${response.status}`;
  } catch (error) {
    reason = String(error);
  }
  throw new PlaygroundError({
    code: 'sandbox-failed',
    message: `A part of Python could not be loaded (${url.split('/').at(-1)}: ${reason}).`,
    advice: 'Check the connection and reload the page. If you host the page yourself, check that every file is there.',
  });
}

async function fetchSnapshot(): Promise<ArrayBuffer | null> {
  try {
    const response = await fetchFile(snapshotUrl);
    const stream = response.body?.pipeThrough(new DecompressionStream('gzip'));
    return stream === undefined ? null : await new Response(stream).arrayBuffer();
  } catch {
    return null;
  }
}
