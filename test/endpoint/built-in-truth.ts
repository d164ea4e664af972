/** The built-in model behind the test server. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { type BuiltIn, loadBuiltIn } from '../unit/model/built-in-model';
import { type TruthfulModel, truthfulModel } from './truthful-model';

const FOLDER = resolve(import.meta.dirname, '../../public/models/tiny-coder');
const tokenizerFile = v.object({
  model: v.object({ vocab: v.record(v.string(), v.number()) }),
  added_tokens: v.array(v.object({ id: v.number(), content: v.string() })),
});

export async function builtInTruth(): Promise<{ readonly builtIn: BuiltIn; readonly model: TruthfulModel }> {
  const builtIn = await loadBuiltIn();
  const file = v.parse(tokenizerFile, JSON.parse(readFileSync(join(FOLDER, 'tokenizer.json'), 'utf8')));
  const spelling = new Map(Object.entries(file.model.vocab).map(([text, id]) => [id, text]));
  for (const { id, content } of file.added_tokens) spelling.set(id, content);
  const [end = 0] = builtIn.engine.description.endTokens;
  return { builtIn, model: truthfulModel(builtIn.session, builtIn.codec, spelling, end) };
}
