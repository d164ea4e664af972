/**
 * The code in Monaco, a chunk of its own that is loaded after the first paint. Only the editor and Python's colours are
 * imported. Text is appended, never set anew: tokens arrive faster than a model of many lines can be rebuilt.
 */
import { editor, Range } from 'monaco-editor/editor/editor.api.js';
import editorWorkerUrl from 'monaco-editor/editor/editor.worker.js?worker&url';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import { createModuleWorker } from '../../clients/module-worker';
import { startEditing } from '../branch/edit-mode';
import { drawCandidate } from './candidate-zone';
import type { CodeView, CodeViewOptions } from './code-view';
import { editorTheme } from './monaco-theme';
import type { GhostCandidate, ShownCode, TextRange } from './shown-code';

const THEME = 'page';
const LINE_HEIGHT = 21;

export function createMonacoView(host: HTMLElement, options: CodeViewOptions): CodeView {
  self.MonacoEnvironment = { getWorker: () => createModuleWorker(editorWorkerUrl, 'editor') };
  editor.defineTheme(THEME, editorTheme(options.look));
  const code = editor.create(host, {
    value: '',
    language: 'python',
    theme: THEME,
    readOnly: true,
    domReadOnly: true,
    // Tab moves on to the next control: an editor that only shows must not hold the keyboard.
    tabFocusMode: true,
    ariaLabel: 'The solution, read only. Tab leaves the editor; arrow keys pick a line.',
    automaticLayout: true,
    fontSize: 13.5,
    lineHeight: LINE_HEIGHT,
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    renderLineHighlight: 'none',
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 12,
    folding: false,
    contextmenu: false,
    links: false,
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    matchBrackets: 'never',
    guides: { indentation: false },
    stickyScroll: { enabled: false },
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false, verticalScrollbarSize: 8 },
    padding: { top: 10, bottom: 10 },
  });
  const model = code.getModel();
  if (model === null) throw new Error('The editor has no text model.');
  model.setEOL(editor.EndOfLineSequence.LF);
  // The editor's option of this name is read only when a page brings its own configuration service.
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
  const marks = code.createDecorationsCollection();
  let zone: {
    readonly id: string;
    readonly ghost: GhostCandidate;
    readonly after: number;
    readonly heightPx: number;
  } | null = null;
  let revealed = '';
  let shownLine = 1;

  const rangeOf = ({ from, to }: TextRange) => {
    const start = model.getPositionAt(from);
    const end = model.getPositionAt(to);
    return new Range(start.lineNumber, start.column, end.lineNumber, end.column);
  };

  const write = (next: string) => {
    const shown = model.getValue();
    if (next === shown) return;
    const keep = commonPrefix(shown, next);
    const range = rangeOf({ from: keep, to: shown.length });
    model.applyEdits([{ range, text: next.slice(keep) }]);
  };

  const hang = (ghost: GhostCandidate | null, after: number) => {
    if (ghost === null ? zone === null : zone !== null && zone.after === after && sameGhost(zone.ghost, ghost)) return;
    code.changeViewZones((zones) => {
      if (zone !== null) zones.removeZone(zone.id);
      zone = null;
      if (ghost === null) return;
      const { node, rows } = drawCandidate(ghost);
      const heightPx = (rows + 0.5) * LINE_HEIGHT;
      const id = zones.addZone({ afterLineNumber: after, heightInPx: heightPx, domNode: node });
      zone = { id, ghost, after, heightPx };
    });
  };

  /** The line and what hangs under it; only when they or the room changed, so that nobody's scrolling is taken back. */
  const reveal = (line: number) => {
    const heightPx = LINE_HEIGHT + (zone?.heightPx ?? 0);
    const { height } = code.getLayoutInfo();
    const key = `${line} ${heightPx} ${height}`;
    if (key === revealed) return;
    revealed = key;
    const top = code.getTopForLineNumber(line);
    const above = top - LINE_HEIGHT;
    if (code.getScrollTop() > above || code.getScrollTop() + height < top + heightPx) {
      code.setScrollTop(Math.max(0, Math.min(above, top + heightPx + LINE_HEIGHT - height)));
    }
  };

  code.onMouseDown(({ target }) => {
    if (target.position !== null) options.onPick(model.getOffsetAt(target.position));
  });
  // While it is edited it keeps to the cursor.
  code.onDidLayoutChange(() => {
    if (code.getRawOptions().readOnly === true) reveal(shownLine);
  });
  code.onDidChangeCursorPosition(({ source, position }) => {
    if (source === 'keyboard') options.onPick(model.getOffsetAt(position));
  });

  return {
    show(shown: ShownCode) {
      write(shown.code);
      const last = shown.line === null ? 1 : model.getPositionAt(shown.line.to).lineNumber;
      marks.set(decorations(shown, rangeOf));
      hang(shown.ghost, last);
      shownLine = last;
      if (shown.line !== null) reveal(last);
    },
    setLook(look) {
      editor.defineTheme(THEME, editorTheme(look));
      editor.setTheme(THEME);
    },
    edit(start, onChange) {
      marks.clear();
      hang(null, 1);
      return startEditing(code, start, onChange);
    },
    dispose() {
      code.dispose();
      model.dispose();
    },
  };
}

function decorations(shown: ShownCode, rangeOf: (range: TextRange) => Range): editor.IModelDeltaDecoration[] {
  const made: editor.IModelDeltaDecoration[] = [];
  if (shown.line !== null) {
    made.push({
      range: rangeOf(shown.line),
      options: { isWholeLine: true, className: 'code-line', marginClassName: 'code-line-margin' },
    });
  }
  if (shown.token !== null) made.push({ range: rangeOf(shown.token), options: { inlineClassName: 'code-token' } });
  return made;
}

function commonPrefix(a: string, b: string): number {
  // Nearly always the new text goes on where the old one ends.
  if (b.startsWith(a)) return a.length;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

function sameGhost(a: GhostCandidate, b: GhostCandidate): boolean {
  return (
    a.number === b.number &&
    a.verdict.word === b.verdict.word &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, at) => line === b.lines[at])
  );
}
