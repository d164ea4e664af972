/** The sheet's colours for the editor, which takes them as numbers and not as custom properties. */
import type { editor } from 'monaco-editor/editor/editor.api.js';

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

export const editorTheme = (dark: boolean): editor.IStandaloneThemeData => {
  const ink = dark ? DARK : LIGHT;
  const bare = (colour: string) => colour.slice(1);
  return {
    base: dark ? 'vs-dark' : 'vs',
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
      'editor.selectionBackground': ink.selection,
      'editorCursor.foreground': ink.keyword,
      'editorGutter.background': ink.ground,
      'scrollbarSlider.background': `${ink.faint}55`,
      'editorIndentGuide.background1': ink.line,
    },
  };
};
