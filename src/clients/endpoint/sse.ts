/** Server-sent events as completions use them: every event is one line of data, which is JSON or [DONE]. */

export class SseReader {
  #rest = '';
  readonly #decoder = new TextDecoder();

  /** The data of every event that this part of the stream completes. */
  push(part: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(part, { stream: true })).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
  }

  /** Of a last line without an end. */
  end(): string[] {
    const found = /^data: ?(.*)$/.exec(this.#rest)?.[1];
    this.#rest = '';
    return found === undefined ? [] : [found];
  }
}

export const STREAM_DONE = '[DONE]';
