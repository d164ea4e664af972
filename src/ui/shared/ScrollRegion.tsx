import type { ComponentProps } from 'preact';

/** A part that scrolls by itself. It is a stop of the Tab key: keys must reach what is beyond its edge. */
export function ScrollRegion(props: ComponentProps<'section'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
  return <section {...props} tabIndex={0} />;
}
