/** WebDriver BiDi: commands and their answers over one socket (https://w3c.github.io/webdriver-bidi). */
import * as v from 'valibot';

const MessageSchema = v.union([
  v.object({ type: v.literal('success'), id: v.number(), result: v.unknown() }),
  v.object({ type: v.literal('error'), id: v.nullable(v.number()), error: v.string(), message: v.string() }),
  v.object({ type: v.literal('event') }),
]);

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = (event) => this.#take(String(event.data));
    socket.onclose = () => this.#end();
  }

  /** `url` is what the browser says that it listens on, with `/session` behind it. */
  static open(url: string): Promise<BidiConnection> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new BidiConnection(socket));
      socket.onerror = () => reject(new Error(`No WebDriver BiDi at ${url}.`));
    });
  }

  /** Rejects where the browser refuses the command, and when the connection ends before the answer. */
  send(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #take(text: string): void {
    const message = v.parse(MessageSchema, JSON.parse(text));
    if (message.type === 'event' || message.id === null) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'success') waiting?.resolve(message.result);
    else waiting?.reject(new Error(`${message.error}: ${message.message}`));
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The browser ended the connection.'));
    this.#waiting.clear();
  }
}
