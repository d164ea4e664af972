/** Files that stand in for a link which was too long. */
import * as v from 'valibot';
import { readJsonText } from '../../files/json-text';
import { textOf } from '../../files/stored-file';
import type { PlaygroundLink } from '../../links/playground-link';
import { readLinkContent } from '../../links/read-link';
import type { FileCard, FileTaker, OpenedFile } from './taken-file';

/** A problem may have long tests. */
const MOST_BYTES = 16 * 2 ** 20;

const LinkFileSchema = v.object({ 'playground-link': v.literal(1), content: v.unknown() });

export function linkTaker(open: (link: PlaygroundLink) => Promise<void>): FileTaker {
  return (files) => Promise.all(files.map((file) => linkCard(file, open)));
}

async function linkCard(
  { path, content }: OpenedFile,
  open: (link: PlaygroundLink) => Promise<void>,
): Promise<FileCard> {
  const read = readFile(await textOf(content, MOST_BYTES));
  if (read.kind === 'wrong') {
    return {
      title: path,
      what: 'A problem with settings that cannot be used',
      problems: [{ where: 'file', message: read.message, severity: 'wrong' }],
      actions: [],
    };
  }
  return {
    title: path,
    what: 'A problem with its settings, as a link would hold them',
    problems: [],
    actions: [
      {
        label: 'Open it',
        async run() {
          await open(read.link);
          return null;
        },
      },
    ],
  };
}

type Read =
  | { readonly kind: 'link'; readonly link: PlaygroundLink }
  | { readonly kind: 'wrong'; readonly message: string };

function readFile(text: string): Read {
  const json = readJsonText(text);
  if (json.kind === 'no-json') return { kind: 'wrong', message: `It cannot be read: ${json.reason}.` };
  const parsed = v.safeParse(LinkFileSchema, json.value);
  if (!parsed.success) return { kind: 'wrong', message: 'It is damaged, or of another version of this page.' };
  const read = readLinkContent(parsed.output.content);
  if (read.kind === 'link') return { kind: 'link', link: read.link };
  return { kind: 'wrong', message: read.kind === 'invalid' ? read.message : 'It holds no problem.' };
}
