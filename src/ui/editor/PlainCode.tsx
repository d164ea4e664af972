import type { ShownCode } from './shown-code';

/** The same code without an editor: what stands there until Monaco is loaded, and in its place if it cannot be. */
export function PlainCode({ shown, label = 'The solution' }: { shown: ShownCode; label?: string }) {
  const { code, line } = shown;
  const from = line?.from ?? code.length;
  const to = line?.to ?? code.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what is below its edge
    <section class="plain-code" tabIndex={0} aria-label={label}>
      <pre>
        {code.slice(0, from)}
        <span class="code-line">{code.slice(from, to)}</span>
        {code.slice(to)}
      </pre>
    </section>
  );
}
