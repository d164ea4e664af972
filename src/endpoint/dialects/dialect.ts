/** How one kind of server is spoken to. Pure: paths and bodies in, replies out. */
import type { CompletionRequest, Reply } from '../reply';
import type { Piece } from '../vocabulary';

export const SERVER_KINDS = ['fireworks', 'vllm', 'sglang', 'llama.cpp', 'openai'] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

export interface Call {
  /** Behind the server's address. */
  readonly path: string;
  /** Absent for GET. */
  readonly body?: object;
}

export interface Dialect {
  readonly kind: ServerKind;
  /** For the visitor. */
  readonly name: string;
  /** How many of the likeliest tokens are asked for first. */
  readonly mostTop: number;
  /** Whether it can tell a prompt's own log-probabilities at all. */
  readonly echoes: boolean;
  /** Replies name tokens by id alone; their texts are asked for with `textOf`. */
  readonly namesByIdAlone: boolean;
  complete(model: string, request: CompletionRequest): Call;
  /** Of a whole reply, or of one event of a stream. Throws `endpoint-wrong` for anything else. */
  read(json: unknown): Reply;
  /** null where a server of this kind has no such call. */
  readonly tokenize: {
    call(model: string, text: string, addSpecial: boolean): Call;
    /** Texts are null where only ids are told. */
    read(json: unknown): readonly (Piece | number)[] | null;
  } | null;
  readonly detokenize: { call(model: string, ids: readonly number[]): Call; read(json: unknown): string | null } | null;
  /** What to start it with, so that a page may ask it. */
  readonly corsAdvice: string;
}
