/** Puts a box that lies over the page under a word, or over it where there is no room, and inside the window. */

const GAP_PX = 6;
const EDGE_PX = 8;

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Left and top of the box, in pixels of the window. */
export function besidePlace(
  anchor: Rectangle,
  box: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const left = Math.min(anchor.left, window.width - box.width - EDGE_PX);
  const below = anchor.top + anchor.height + GAP_PX;
  const above = anchor.top - box.height - GAP_PX;
  const fitsBelow = below + box.height <= window.height - EDGE_PX;
  return { left: Math.max(EDGE_PX, left), top: fitsBelow || above < EDGE_PX ? below : above };
}

export function placeBeside(box: HTMLElement, anchor: HTMLElement): void {
  const { left, top } = besidePlace(anchor.getBoundingClientRect(), box.getBoundingClientRect(), {
    width: document.documentElement.clientWidth,
    height: window.innerHeight,
  });
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
