/** When what was pressed goes away, the keyboard must not begin anew at the top of the page. */

/** The first button of the controls; inside another page, the first thing that can be reached. */
export function focusControls(): void {
  const next = document.querySelector<HTMLElement>('.run-buttons button:enabled, .embed button, .embed a');
  next?.focus({ preventScroll: true });
}
