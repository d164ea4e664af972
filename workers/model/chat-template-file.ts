/** Where a model keeps its chat template: newer repositories in a file of its own, older ones in tokenizer_config.json. */
import * as v from 'valibot';
import { PlaygroundError } from '../../src/guidance/failure';
import { looksLikePage, type ModelFiles } from './model-files';

/** One template, or several by name, of which "default" is for plain questions. */
const templates = v.union([v.string(), v.array(v.object({ name: v.string(), template: v.string() }))]);
const templateFile = v.object({ chat_template: v.string() });

/** null where there is none. `inConfig` is what tokenizer_config.json has. */
export async function findChatTemplate(
  signal: AbortSignal,
  files: ModelFiles,
  inConfig: unknown,
): Promise<string | null> {
  // The page's own models are ours to lay out: nobody is asked for files that cannot be there.
  if (files.source.from === 'page') return templateIn(inConfig);
  const jinja = await optionalText(signal, files, 'chat_template.jinja');
  return jinja ?? templateIn(inConfig) ?? templateInJson(await optionalText(signal, files, 'chat_template.json'));
}

function templateIn(value: unknown): string | null {
  const parsed = v.safeParse(templates, value);
  if (!parsed.success) return null;
  if (typeof parsed.output === 'string') return parsed.output;
  const named = parsed.output.find(({ name }) => name === 'default') ?? parsed.output[0];
  return named?.template ?? null;
}

function templateInJson(text: string | null): string | null {
  if (text === null) return null;
  try {
    const parsed = v.safeParse(templateFile, JSON.parse(text));
    return parsed.success ? parsed.output.chat_template : null;
  } catch {
    return null;
  }
}

async function optionalText(signal: AbortSignal, files: ModelFiles, path: string): Promise<string | null> {
  try {
    const text = await files.readText(signal, path);
    return text.trim() === '' || looksLikePage(text) ? null : text;
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) return null;
    throw thrown;
  }
}
