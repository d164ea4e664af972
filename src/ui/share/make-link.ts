/** The address of what is on the screen, or what stands in its way. A chunk of its own: loaded when something is shared. */
import { linkContent, MOST_LINK_CHARACTERS, writeLink } from '../../links/write-link';
import type { Desk } from '../app/desk';
import { type CurrentLink, linkToRun, linkToSettings } from './current-link';

/** The run at the moment shown, or the problem and the settings as they stand. */
export type Shared = 'run' | 'settings';

export type MadeLink =
  | { readonly kind: 'link'; readonly address: string }
  /** `file`: what can be saved in its place; null where the run's own file is the one to save. */
  | { readonly kind: 'no-link'; readonly reason: string; readonly file: string | null };

export function makeLink(desk: Desk, shared: Shared): MadeLink {
  const current = currentLink(desk, shared);
  if (current.kind === 'impossible') return { kind: 'no-link', reason: current.reason, file: null };
  const { address, fits } = writeLink(window.location.href, current.link);
  if (fits) return { kind: 'link', address };
  return {
    kind: 'no-link',
    reason: `As a link this would have ${address.length.toLocaleString('en')} characters, more than the ${MOST_LINK_CHARACTERS.toLocaleString('en')} that a chat message takes. Save it as a file: whoever drops it on this page has the same problem and settings.`,
    file: linkFileText(linkContent(current.link)),
  };
}

/** What marks the file; `recognise` looks for it. */
function linkFileText(content: unknown): string {
  return `${JSON.stringify({ 'playground-link': 1, content }, null, 2)}\n`;
}

function currentLink(desk: Desk, shared: Shared): CurrentLink {
  return shared === 'run' ? linkToRun(desk.playground.events(), desk.playhead.position.value) : linkToSettings(desk);
}
