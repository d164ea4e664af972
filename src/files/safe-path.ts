/** Paths from outside: out of a zip, a drop, a problem's id. None may lead out of its folder. */

/** The path with `/`, or the reason why it is refused. A path that ends in `/` is a folder and gives ''. */
export function safePath(path: string): { readonly path: string } | { readonly reason: string } {
  const slashed = path.replaceAll('\\', '/');
  if (hasControl(slashed)) return { reason: 'Its name holds control characters.' };
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return { reason: 'Its path starts at the root of a disk.' };
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { reason: 'Its path leads out of the folder by "..".' };
  if (slashed.endsWith('/') || parts.length === 0) return { path: '' };
  if (slashed.length > 1024) return { reason: 'Its path is longer than 1024 characters.' };
  return { path: parts.join('/') };
}

/** Made by systems beside what people keep. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/.test(path);
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/**
 * A name as a part of a path, on any system: `/` becomes `_`, as the published code has it, and so does whatever else
 * some system refuses. Two names may become one; whoever writes files has to tell them apart.
 */
export function fileNameOf(name: string, mostCharacters = 120): string {
  const safe = [...name]
    .map((character) => (character < ' ' || '/\\:*?"<>|\u007f'.includes(character) ? '_' : character))
    .join('')
    .replace(/^\.+|[. ]+$/g, (dots) => '_'.repeat(dots.length))
    .slice(0, mostCharacters);
  return safe === '' ? '_' : safe;
}
