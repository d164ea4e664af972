/** Files of a model that is published with the page, under `models/`. */
import { PlaygroundError } from '../../src/guidance/failure';
import { publishedAddress } from '../../src/offline/published';
import type { ModelSource } from '../protocol';
import { type FileBytes, type ModelFiles, type OnBytes, words } from './model-files';
import { corrupt } from './weights';

export class PageFiles implements ModelFiles {
  constructor(
    readonly source: ModelSource,
    private readonly baseUrl: string,
  ) {}

  async readText(signal: AbortSignal, path: string): Promise<string> {
    return (await this.request(signal, path)).text();
  }

  async readBytes(signal: AbortSignal, path: string, onBytes: OnBytes): Promise<FileBytes> {
    const response = await this.request(signal, path);
    if (response.headers.get('content-type')?.includes('text/html')) {
      throw this.missing(path, 'the server answers with a web page instead');
    }
    return { bytes: await readAll(signal, this, path, response, onBytes), sha256: null };
  }

  missing(path: string, because: string): PlaygroundError {
    return new PlaygroundError({
      code: 'model-missing',
      message: `The file ${path} of the model ${this.source.id} could not be loaded: ${because}.`,
      advice: 'Check that the folder models/ was published with the page, then load the model again.',
    });
  }

  /** The response of a file that is there; its body may still be cut short. */
  private async request(signal: AbortSignal, path: string): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(publishedAddress(`models/${this.source.id}/${path}`, this.baseUrl), { signal });
    } catch (thrown) {
      signal.throwIfAborted();
      throw this.missing(path, `the server could not be reached (${words(thrown)})`);
    }
    if (!response.ok) throw this.missing(path, `the server answers ${response.status} ${response.statusText}`.trim());
    return response;
  }
}

async function readAll(
  signal: AbortSignal,
  files: ModelFiles,
  path: string,
  response: Response,
  onBytes: OnBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const { headers, body } = response;
  // Of a compressed answer the header tells the compressed length.
  const stated = headers.has('content-encoding') ? null : Number(headers.get('content-length') ?? Number.NaN);
  const expected = stated !== null && Number.isInteger(stated) ? stated : null;
  if (body === null) throw corrupt(files, path, 'the server sent no data');
  let bytes = new Uint8Array(expected ?? 1 << 20);
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((thrown: unknown) => {
      signal.throwIfAborted();
      const of = expected === null ? '' : ` of ${expected}`;
      throw corrupt(files, path, `the transfer broke off after ${length}${of} bytes (${words(thrown)})`);
    });
    if (done) break;
    if (length + value.length > bytes.length) {
      const larger = new Uint8Array(Math.max(length + value.length, bytes.length * 2));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(value, length);
    length += value.length;
    onBytes(length, expected);
  }
  if (expected !== null && length < expected) {
    throw corrupt(files, path, `it ends after ${length} of ${expected} bytes`);
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}
