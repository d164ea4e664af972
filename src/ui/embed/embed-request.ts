/**
 * What an address asks of an embedded page: `?embed`, or `?embed=code,tokens` for some panes alone, and `&theme=dark`.
 * An embedded page keeps nothing in the browser: it may not be allowed to, and it must not change the visitor's own.
 */
import * as v from 'valibot';
import { type ContrastChoice, THEMES, type ThemeChoice } from '../../playground/appearance';

/** In the order in which they are shown. */
export const PANES = ['problem', 'code', 'timeline', 'result', 'tokens', 'line'] as const;
export type Pane = (typeof PANES)[number];

/** Where none is named. */
const USUAL_PANES: readonly Pane[] = ['code', 'timeline', 'result'];

export interface EmbedRequest {
  readonly panes: readonly Pane[];
  readonly theme: ThemeChoice;
  readonly contrast: ContrastChoice;
}

/** `search` as `location.search` gives it; null where nothing is embedded. Names that are no pane are passed over. */
export function readEmbed(search: string): EmbedRequest | null {
  const parameters = new URLSearchParams(search);
  const named = parameters.get('embed');
  if (named === null || named === 'no') return null;
  const wanted = new Set(named.split(/[\s,]+/));
  const panes = PANES.filter((pane) => wanted.has(pane));
  const theme = parameters.get('theme');
  return {
    panes: panes.length > 0 ? panes : USUAL_PANES,
    theme: v.is(v.picklist(THEMES), theme) ? theme : 'auto',
    contrast: theme === 'contrast' ? 'more' : 'auto',
  };
}

/** Whether this very page is embedded: there is no Run button to speak of. */
export function isEmbedded(): boolean {
  return typeof window !== 'undefined' && readEmbed(window.location.search) !== null;
}

/** The same page with all its controls: the address without what was asked of the embedded one. */
export function fullPageAddress(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('embed');
  url.searchParams.delete('theme');
  return url.href;
}

/** The address of an embedded page. `address` may be a link to a run. */
export function embedAddress(address: string, panes: readonly Pane[], theme: ThemeChoice | 'contrast'): string {
  const url = new URL(fullPageAddress(address));
  const sameAsUsual = panes.length === USUAL_PANES.length && USUAL_PANES.every((pane) => panes.includes(pane));
  const parameters = [
    sameAsUsual ? 'embed' : `embed=${PANES.filter((pane) => panes.includes(pane)).join(',')}`,
    ...(theme === 'auto' ? [] : [`theme=${theme}`]),
  ];
  // By hand: `URLSearchParams` would write commas as %2C.
  url.search = [...(url.search === '' ? [] : [url.search.slice(1)]), ...parameters].join('&');
  return url.href;
}

/** What goes into another page. */
export function embedSnippet(address: string, heightPx: number): string {
  const src = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${src}" title="EG-CFG playground" width="100%" height="${heightPx}" style="border: 0" allow="clipboard-write; fullscreen" loading="lazy"></iframe>`;
}
