import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../../src/guidance/failure';
import { findChatTemplate } from '../../../workers/model/chat-template-file';
import type { ModelFiles } from '../../../workers/model/model-files';
import { NEVER } from './built-in-model';

/** A folder that holds these texts. */
function folder(texts: Record<string, string>, from: 'page' | 'hub' = 'hub'): ModelFiles {
  const missing = (path: string) =>
    new PlaygroundError({ code: 'model-missing', message: `${path} is not here`, advice: '' });
  return {
    source: { id: 'owner/name', from, dtype: 'q4', device: null },
    readText: async (_, path) => {
      const text = texts[path];
      if (text === undefined) throw missing(path);
      return text;
    },
    readBytes: async (_, path) => {
      throw missing(path);
    },
    missing,
  };
}

describe('the chat template of a model', () => {
  it.each<[string, Record<string, string>, unknown, string | null]>([
    ['in tokenizer_config.json', {}, 'plain', 'plain'],
    [
      'among others',
      {},
      [
        { name: 'tool_use', template: 'tools' },
        { name: 'default', template: 'plain' },
      ],
      'plain',
    ],
    ['under another name', {}, [{ name: 'rag', template: 'first' }], 'first'],
    ['in a file of its own, which comes first', { 'chat_template.jinja': 'newer' }, 'older', 'newer'],
    ['in a JSON file', { 'chat_template.json': '{"chat_template":"json"}' }, undefined, 'json'],
    ['nowhere', {}, undefined, null],
    ['in a file that is a web page', { 'chat_template.jinja': '<!doctype html>' }, 'plain', 'plain'],
    ['in a JSON file that is broken', { 'chat_template.json': '{"chat_template":' }, undefined, null],
    ['of a kind that is not known', {}, 7, null],
  ])('%s', async (_, texts, inConfig, expected) => {
    expect(await findChatTemplate(NEVER, folder(texts), inConfig)).toBe(expected);
  });

  it('of the page’s own models is looked for in one place', async () => {
    expect(await findChatTemplate(NEVER, folder({ 'chat_template.jinja': 'x' }, 'page'), undefined)).toBeNull();
  });
});
