import type { ShownCode } from './shown-code';

/** The little that the page asks of an editor. */
export interface CodeView {
  show(shown: ShownCode): void;
  setDark(dark: boolean): void;
  dispose(): void;
}

export interface CodeViewOptions {
  readonly dark: boolean;
  /** The visitor put the cursor at this offset of the code. */
  readonly onPick: (offset: number) => void;
}
