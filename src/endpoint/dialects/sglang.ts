/** SGLang through its OpenAI layer: texts in, texts out. */
import type { Dialect } from './dialect';
import { OPENAI } from './openai';

export const SGLANG: Dialect = {
  ...OPENAI,
  kind: 'sglang',
  name: 'SGLang',
  corsAdvice: 'SGLang allows every page; a proxy in front of it may not.',
};
