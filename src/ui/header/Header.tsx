import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SettingsStore } from '../../playground/settings';
import type { View } from '../app/views';
import { DisplayMenu } from './DisplayMenu';

interface HeaderProps {
  readonly settings: SettingsStore;
  readonly views: readonly View[];
  /** Id of the view on the screen. */
  readonly shown: string;
  /** Beside the links. */
  readonly children?: ComponentChildren;
}

export function Header({ settings, views, shown, children }: HeaderProps) {
  const links = useRef<HTMLElement>(null);
  // On a phone not all of them fit: the one of this screen is to be seen.
  useEffect(() => {
    const current = links.current?.querySelector<HTMLElement>('[aria-current]');
    if (!links.current || !current) return;
    const [row, link] = [links.current.getBoundingClientRect(), current.getBoundingClientRect()];
    links.current.scrollLeft += link.left + link.width / 2 - (row.left + row.width / 2);
  }, [shown]);
  return (
    <header class="header">
      <h1 class="header-name">EG-CFG playground</h1>
      {views.length > 1 && (
        <nav class="header-views" aria-label="Screens" ref={links}>
          {views.map(({ id, label, title }) => (
            <a key={id} href={`#/${id}`} title={title} aria-current={id === shown ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {children}
      <DisplayMenu settings={settings} />
      {shown === views[0]?.id && (
        <div class="header-what">
          <p>
            A small model writes Python here, in your browser, and every line is steered by what its own candidates do
            when they run.
          </p>
          <nav class="header-links" aria-label="About">
            <a href="https://arxiv.org/abs/2506.10948" target="_blank" rel="noreferrer">
              The paper
            </a>
            <a href="#about">About this page</a>
          </nav>
        </div>
      )}
    </header>
  );
}
