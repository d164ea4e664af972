/** Where a model's files lie, in the Hub's own layout, and reading the small ones with clear failures. */
import { assertNever } from '../../src/guidance/assert-never';
import { PlaygroundError } from '../../src/guidance/failure';
import type { ModelSource } from '../protocol';

const HUB = 'https://huggingface.co';

/** The Hub's names for number formats; transformers.js uses the same. */
const SUFFIX: Record<ModelSource['dtype'], string> = {
  fp32: '',
  fp16: '_fp16',
  int8: '_int8',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
};

export class ModelFiles {
  constructor(
    readonly source: ModelSource,
    private readonly baseUrl: string,
  ) {}

  /** Path of the network inside the model's folder. */
  get weightsPath(): string {
    return `onnx/model${SUFFIX[this.source.dtype]}.onnx`;
  }

  url(path: string): string {
    const { id, from } = this.source;
    switch (from) {
      case 'page':
        return new URL(`models/${id}/${path}`, this.baseUrl).href;
      case 'hub':
        return `${HUB}/${id}/resolve/main/${path}`;
      default:
        return assertNever(from);
    }
  }

  /** Throws `model-missing` where the file is not there and `model-corrupt` where it is no JSON. */
  async readJson(signal: AbortSignal, path: string): Promise<unknown> {
    const response = await this.request(signal, path);
    const text = await response.text();
    if (looksLikePage(text)) throw this.missing(path, 'the server answers with a web page instead');
    try {
      return JSON.parse(text);
    } catch (thrown) {
      throw new PlaygroundError({
        code: 'model-corrupt',
        message: `The file ${path} of the model ${this.source.id} is no valid JSON: ${words(thrown)}`,
        advice: 'The file is damaged where it is hosted. Restore it, or choose another model.',
      });
    }
  }

  /** The response of a file that is there; its body may still be cut short. */
  async request(signal: AbortSignal, path: string): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.url(path), { signal });
    } catch (thrown) {
      signal.throwIfAborted();
      throw this.missing(path, `the server could not be reached (${words(thrown)})`);
    }
    if (!response.ok) throw this.missing(path, `the server answers ${response.status} ${response.statusText}`.trim());
    return response;
  }

  missing(path: string, because: string): PlaygroundError {
    const { id, from } = this.source;
    return new PlaygroundError({
      code: 'model-missing',
      message: `The file ${path} of the model ${id} could not be loaded: ${because}.`,
      advice:
        from === 'page'
          ? 'Check that the folder models/ was published with the page, then load the model again.'
          : 'Check the repository name, the number format and the network, then load the model again.',
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
