/** Names of repositories and of files in them, before they become part of an address or of a path. */

const PART = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/;
const LONGEST_NAME = 96;
const HUB_PAGE = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\//;

export type NameReading =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'problem'; readonly message: string };

/** `owner/name`, also out of the address of its page. */
export function readRepositoryName(text: string): NameReading {
  const path = text.trim().replace(HUB_PAGE, '').replace(/\/+$/, '');
  if (path === '') return { kind: 'problem', message: 'Type a repository name: owner/name.' };
  const parts = path.replace(/\/(?:tree|blob|resolve)\/.*$/, '').split('/');
  const [owner = '', name = ''] = parts;
  if (parts.length !== 2) return { kind: 'problem', message: 'A repository name has two parts: owner/name.' };
  if (!PART.test(owner) || !PART.test(name) || /--|\.\./.test(`${owner} ${name}`)) {
    return { kind: 'problem', message: 'A repository name holds letters, digits, "-", "_" and ".", and one "/".' };
  }
  const whole = `${owner}/${name}`;
  if (whole.length > LONGEST_NAME) {
    return { kind: 'problem', message: `A repository name has at most ${LONGEST_NAME} characters.` };
  }
  return { kind: 'name', name: whole };
}

/** Whether a path that the Hub tells stays inside of the folder that it is put into. */
export function isPlainPath(path: string): boolean {
  return path !== '' && path.split('/').every((part) => /^[\w.+ @()[\]=,-]+$/.test(part) && !/^\.+$/.test(part));
}

export function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
