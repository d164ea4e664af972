import { describe, expect, it } from 'vitest';
import { commandOf, type Focused, isForTimeline } from '../../../src/ui/timeline/shortcuts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

/** An element that lies in what the selectors name, by one of their parts. */
function focused(...parts: string[]): Focused {
  const fits = (selector: string) => selector.split(', ').some((part) => parts.includes(part));
  return { closest: (selector) => (fits(selector) ? {} : null), matches: fits };
}

describe('keys', () => {
  it.each([
    [' ', false, 'play-pause'],
    ['ArrowLeft', false, 'token-back'],
    ['ArrowRight', true, 'line-on'],
    ['.', false, 'event-on'],
    ['Home', false, 'start'],
    ['?', true, 'keys'],
    ['a', false, null],
    ['ArrowUp', false, null],
  ] as const)('%s (shift %s): %s', (key, shiftKey, command) => {
    expect(commandOf({ ...plain, key, shiftKey })).toBe(command);
  });

  it('with Control, Alt or Meta are the browser’s', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
      expect(commandOf({ ...plain, key: 'ArrowLeft', [modifier]: true })).toBeNull();
    }
  });
});

describe('keep the meaning they have', () => {
  const slider = '.timeline-slider';
  it.each([
    ['the page', [], 'play-pause', true],
    ['a field', ['textarea'], 'token-on', false],
    ['the editor', ['.monaco-editor'], 'play-pause', false],
    ['a dialog', ['dialog'], 'end', false],
    ['a button', ['button'], 'play-pause', false],
    ['a button', ['button'], 'token-on', true],
    ['a row of buttons', ['button', '[role="toolbar"]'], 'token-on', false],
    ['a row of buttons', ['button', '[role="toolbar"]'], 'event-on', true],
    ['a region that scrolls', ['[tabindex="0"]'], 'end', false],
    ['a region that scrolls', ['[tabindex="0"]'], 'play-pause', true],
    ['another slider', ['input'], 'token-on', false],
    ['the timeline’s slider', ['input', slider], 'token-on', true],
    ['the timeline’s slider', ['input', slider], 'play-pause', true],
  ] as const)('%s %j: %s is ours: %s', (_, parts, command, ours) => {
    expect(isForTimeline(command, focused(...parts), slider)).toBe(ours);
  });
});
