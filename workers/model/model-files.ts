/** Where a model's files come from, in the Hub's own layout, and reading the small ones with clear failures. */
import { assertNever } from '../../src/guidance/assert-never';
import { PlaygroundError } from '../../src/guidance/failure';
import { weightsPath } from '../../src/hub/number-formats';
import type { ModelSource } from '../protocol';
import { LocalFiles } from './local-files';
import { PageFiles } from './page-files';
import { StoredFiles } from './stored-files';

/** `totalBytes` is null where nobody says it. */
export type OnBytes = (receivedBytes: number, totalBytes: number | null) => void;

export interface FileBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Hex, where it was found when the file was downloaded; null where it is still to be found. */
  readonly sha256: string | null;
}

export interface ModelFiles {
  readonly source: ModelSource;
  /** Throws `model-missing` where the file is not there. */
  readText(signal: AbortSignal, path: string): Promise<string>;
  /** The whole file in one piece of memory. Throws `model-missing`, or `model-corrupt` where it is cut short. */
  readBytes(signal: AbortSignal, path: string, onBytes: OnBytes): Promise<FileBytes>;
  missing(path: string, because: string): PlaygroundError;
}

/** `baseUrl` is where `models/` lies. A Hub model is read from this browser's storage, a folder from the disk, and
 * neither ever from the network. */
export function modelFiles(source: ModelSource, baseUrl: string): ModelFiles {
  switch (source.from) {
    case 'page':
      return new PageFiles(source, baseUrl);
    case 'hub':
      return new StoredFiles(source);
    case 'folder':
      return new LocalFiles(source);
    default:
      return assertNever(source.from);
  }
}

/** Path of the network inside the model's folder. */
export function networkPath({ weightsPath: named, dtype }: ModelSource): string {
  return named ?? weightsPath(dtype);
}

/** Throws `model-missing` where the file is not there and `model-corrupt` where it is no JSON. */
export async function readJson(signal: AbortSignal, files: ModelFiles, path: string): Promise<unknown> {
  const text = await files.readText(signal, path);
  if (looksLikePage(text)) throw files.missing(path, 'the server answers with a web page instead');
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new PlaygroundError({
      code: 'model-corrupt',
      message: `The file ${path} of the model ${files.source.id} is no valid JSON: ${words(thrown)}`,
      advice: 'The file is damaged where it is hosted. Restore it, or choose another model.',
    });
  }
}

/** A static host may answer with its start page, and status 200, for a file that it does not have. */
export function looksLikePage(start: string): boolean {
  return /^\s*<(!doctype|html|head|body)/i.test(start);
}

export function words(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
