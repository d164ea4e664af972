/** The sheet's colours for the editor, which takes them as numbers and not as custom properties. */
import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { Look } from '../header/theme';

interface Ink {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly keyword: string;
  readonly string: string;
  readonly number: string;
  readonly line: string;
  readonly selection: string;
}

const LIGHT: Ink = {
  ground: '#ffffff',
  text: '#20222a',
  faint: '#686c78',
  keyword: '#4049b5',
  string: '#0f6e4f',
  number: '#9a4a0c',
  line: '#d9dbe3',
  selection: '#cfd6fb',
};

const DARK: Ink = {
  ground: '#1a1c22',
  text: '#e4e5ea',
  faint: '#9296a3',
  keyword: '#a3b0ff',
  string: '#7fd1ae',
  number: '#f0b27a',
  line: '#363944',
  selection: '#34407a',
};

/** Monaco's own high-contrast bases draw edges where the others draw shades. */
const CONTRAST_LIGHT: Ink = {
  ground: '#ffffff',
  text: '#000000',
  faint: '#2c2e35',
  keyword: '#1c2791',
  string: '#084a1e',
  number: '#7a2f00',
  line: '#5d5f66',
  selection: '#b9c4ff',
};

const CONTRAST_DARK: Ink = {
  ground: '#000000',
  text: '#ffffff',
  faint: '#dcdee6',
  keyword: '#c9d0ff',
  string: '#a6f2bd',
  number: '#ffd3a6',
  line: '#9b9fac',
  selection: '#3a4aa8',
};

const LOOKS: Readonly<Record<Look, { readonly base: editor.BuiltinTheme; readonly ink: Ink }>> = {
  light: { base: 'vs', ink: LIGHT },
  dark: { base: 'vs-dark', ink: DARK },
  'contrast-light': { base: 'hc-light', ink: CONTRAST_LIGHT },
  'contrast-dark': { base: 'hc-black', ink: CONTRAST_DARK },
};

export const editorTheme = (look: Look): editor.IStandaloneThemeData => {
  const { base, ink } = LOOKS[look];
  const bare = (colour: string) => colour.slice(1);
  return {
    base,
    inherit: true,
    rules: [
      { token: '', foreground: bare(ink.text) },
      { token: 'keyword', foreground: bare(ink.keyword) },
      { token: 'string', foreground: bare(ink.string) },
      { token: 'number', foreground: bare(ink.number) },
      { token: 'delimiter', foreground: bare(ink.text) },
      { token: 'comment', foreground: bare(ink.faint), fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': ink.ground,
      'editor.foreground': ink.text,
      'editorLineNumber.foreground': ink.faint,
      'editorLineNumber.activeForeground': ink.faint,
      'editorLineNumber.dimmedForeground': ink.faint,
      'editor.selectionBackground': ink.selection,
      'editorCursor.foreground': ink.keyword,
      'editorGutter.background': ink.ground,
      'scrollbarSlider.background': `${ink.faint}55`,
      'editorIndentGuide.background1': ink.line,
    },
  };
};
