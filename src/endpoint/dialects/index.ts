/** The servers that are known. */
import type { Dialect, ServerKind } from './dialect';
import { FIREWORKS } from './fireworks';
import { LLAMA_CPP } from './llama-cpp';
import { OPENAI } from './openai';
import { SGLANG } from './sglang';
import { VLLM } from './vllm';

export const DIALECTS: Readonly<Record<ServerKind, Dialect>> = {
  fireworks: FIREWORKS,
  vllm: VLLM,
  sglang: SGLANG,
  'llama.cpp': LLAMA_CPP,
  openai: OPENAI,
};
