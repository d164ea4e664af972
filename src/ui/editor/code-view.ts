import type { EditSession, EditStart } from '../branch/edit-mode';
import type { EditedCode } from '../branch/kept-lines';
import type { Look } from '../header/theme';
import type { ShownCode } from './shown-code';

/** The little that the page asks of an editor. */
export interface CodeView {
  show(shown: ShownCode): void;
  setLook(look: Look): void;
  /** Lets the visitor change the code; `show` must wait until it is over. */
  edit(start: EditStart, onChange: (edited: EditedCode) => void): EditSession;
  dispose(): void;
}

export interface CodeViewOptions {
  readonly look: Look;
  /** The visitor put the cursor at this offset of the code. */
  readonly onPick: (offset: number) => void;
}
