/** Follows the address: a link in it is opened, once. What opens links is loaded for the first of them. */
import type { TextStorage } from '../../playground/settings';
import type { Desk } from '../app/desk';
import type { LinkOpener } from './link-opener';
import { readOwnBeforeLink } from './own-before-link';

const IS_LINK = /^#\/[a-z-]+\/v\d/;
/** The link that this tab has opened last: opening it again after a reload would undo what was done since. */
const OPENED_KEY = 'eg-cfg.opened-link';

export interface Links {
  /** Opens what the address names; resolves with whether it names a link. */
  openAddress(): Promise<boolean>;
  opener(): Promise<LinkOpener>;
}

export function createLinks(desk: Desk, storage: TextStorage): Links {
  let loaded: Promise<LinkOpener> | null = null;
  const opener = () => {
    loaded ??= import('./link-opener').then(({ createLinkOpener }) => createLinkOpener(desk, storage));
    return loaded;
  };
  const open = async (): Promise<boolean> => {
    const { hash } = window.location;
    if (!IS_LINK.test(hash)) return false;
    remember(hash);
    try {
      await (await opener()).open(hash);
    } catch (thrown) {
      loaded = null;
      desk.link.opened.value = {
        kind: 'invalid',
        message: 'This link could not be opened: a part of the page that reads links did not load.',
        advice: `Check the network and reload the page. (${thrown instanceof Error ? thrown.message : String(thrown)})`,
      };
    }
    return true;
  };
  desk.link.ownIsKept.value = readOwnBeforeLink(storage) !== null;
  window.addEventListener('hashchange', () => void open());
  return {
    async openAddress() {
      if (wasReloaded() && remembered() === window.location.hash) return false;
      return open();
    },
    opener,
  };
}

function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && (entry.type === 'reload' || entry.type === 'back_forward');
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(OPENED_KEY);
  } catch {
    // No storage: after a reload the link is opened again.
    return null;
  }
}

function remember(hash: string): void {
  try {
    sessionStorage.setItem(OPENED_KEY, hash);
  } catch {
    // As above.
  }
}
