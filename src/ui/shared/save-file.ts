/** Hands a file to the visitor: the browser's own download, nothing leaves the page. */
export function saveFile(name: string, content: BlobPart | Blob, type: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read it after the click; a minute is long enough for any of them.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that every file system takes. */
export function fileName(text: string, ending: string): string {
  const name = text
    .trim()
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|-+$/g, '')
    .slice(0, 80);
  return `${name === '' ? 'untitled' : name}.${ending}`;
}
