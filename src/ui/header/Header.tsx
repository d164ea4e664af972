import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ThemeChoice } from '../../playground/settings';
import type { View } from '../app/views';

const THEMES = [
  { value: 'auto', label: 'Auto', title: 'Light or dark as the system says' },
  { value: 'light', label: 'Light', title: 'Always light' },
  { value: 'dark', label: 'Dark', title: 'Always dark' },
] as const;

interface HeaderProps {
  readonly theme: Signal<ThemeChoice>;
  readonly views: readonly View[];
  /** Id of the view on the screen. */
  readonly shown: string;
  /** Beside the links. */
  readonly children?: ComponentChildren;
}

export function Header({ theme, views, shown, children }: HeaderProps) {
  return (
    <header class="header">
      <h1 class="header-name">EG-CFG playground</h1>
      {views.length > 1 && (
        <nav class="header-views" aria-label="Screens">
          {views.map(({ id, label, title }) => (
            <a key={id} href={`#/${id}`} title={title} aria-current={id === shown ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      {children}
      <nav class="header-links" aria-label="About">
        <a href="https://arxiv.org/abs/2506.10948" target="_blank" rel="noreferrer">
          The paper
        </a>
        <a href="#about">About this page</a>
      </nav>
      <fieldset class="segments" aria-label="Theme">
        {THEMES.map(({ value, label, title }) => (
          <label key={value} class="segment" title={title}>
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme.value === value}
              onChange={() => {
                theme.value = value;
              }}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {shown === views[0]?.id && (
        <p class="header-what">
          A small model writes Python here, in your browser, and every line is steered by what its own candidates do
          when they run.
        </p>
      )}
    </header>
  );
}
