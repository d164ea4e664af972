/** The keys that move through a run, and where they must keep the meaning that they have there. */

export type Command =
  | 'play-pause'
  | 'token-back'
  | 'token-on'
  | 'line-back'
  | 'line-on'
  | 'event-back'
  | 'event-on'
  | 'start'
  | 'end'
  | 'keys';

export interface Shortcut {
  /** As written on the keys. */
  readonly keys: string;
  readonly does: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: 'Space', does: 'play or pause' },
  { keys: '← →', does: 'one token back or on' },
  { keys: 'Shift + ← →', does: 'one line back or on' },
  { keys: ', .', does: 'one event back or on: a candidate, a run, a signal, a token' },
  { keys: 'Home End', does: 'the beginning; the end, or the newest of a run that goes on' },
  { keys: '?', does: 'this list' },
];

export type PressedKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

export function commandOf({ key, shiftKey, ctrlKey, altKey, metaKey }: PressedKey): Command | null {
  if (ctrlKey || altKey || metaKey) return null;
  switch (key) {
    case ' ':
      return shiftKey ? null : 'play-pause';
    case 'ArrowLeft':
      return shiftKey ? 'line-back' : 'token-back';
    case 'ArrowRight':
      return shiftKey ? 'line-on' : 'token-on';
    case ',':
      return 'event-back';
    case '.':
      return 'event-on';
    case 'Home':
      return 'start';
    case 'End':
      return 'end';
    case '?':
      return 'keys';
    default:
      return null;
  }
}

/** Where keys are text or choose something, none of ours counts. */
const TYPING = 'input, textarea, select, [contenteditable], .monaco-editor, dialog, [role="dialog"]';
/** Space presses what has the focus. */
const PRESSED_BY_SPACE = 'button, a, summary, label, [role="button"], [role="tab"]';
/** Arrows, Home and End move inside. */
const MOVED_INSIDE = '[role="toolbar"], [role="tablist"], [role="radiogroup"], [role="grid"], [role="menu"]';

/** The little that is asked of what has the focus. */
export interface Focused {
  closest(selector: string): unknown;
  matches(selector: string): boolean;
}

/** Whether the key means the command although this has the focus. `slider` matches the timeline's own slider. */
export function isForTimeline(command: Command, focused: Focused, slider: string): boolean {
  if (focused.matches(slider)) return true;
  if (focused.closest(TYPING) !== null) return false;
  if (command === 'play-pause') return focused.closest(PRESSED_BY_SPACE) === null;
  if (command === 'keys' || command === 'event-back' || command === 'event-on') return true;
  if (focused.closest(MOVED_INSIDE) !== null) return false;
  // A region that scrolls is gone through with Home and End.
  return !((command === 'start' || command === 'end') && focused.matches('[tabindex="0"]'));
}
