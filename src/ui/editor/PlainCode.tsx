import { ScrollRegion } from '../shared/ScrollRegion';
import type { ShownCode } from './shown-code';

/** The same code without an editor: what stands there until Monaco is loaded, and in its place if it cannot be. */
export function PlainCode({ shown, label = 'The solution' }: { shown: ShownCode; label?: string }) {
  const { code, line } = shown;
  const from = line?.from ?? code.length;
  const to = line?.to ?? code.length;
  return (
    <ScrollRegion class="plain-code" aria-label={label}>
      <pre>
        {code.slice(0, from)}
        <span class="code-line">{code.slice(from, to)}</span>
        {code.slice(to)}
      </pre>
    </ScrollRegion>
  );
}
