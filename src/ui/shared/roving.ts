/** Arrow keys inside a row of buttons: the row is one stop for Tab, as toolbars and tab lists are elsewhere. */

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** For `onKeyDown` of the row. Moves the focus and presses what it lands on. */
export function roveOnArrows(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const buttons: HTMLElement[] = [...currentTarget.querySelectorAll<HTMLButtonElement>('button[data-rove]')];
  const at = buttons.indexOf(target);
  if (at < 0) return;
  const step = STEPS[key];
  const next = step !== undefined ? at + step : key === 'Home' ? 0 : key === 'End' ? buttons.length - 1 : null;
  if (next === null) return;
  event.preventDefault();
  const button = buttons[Math.min(buttons.length - 1, Math.max(0, next))];
  button?.focus();
  button?.click();
}
