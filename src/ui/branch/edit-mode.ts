/** The editor while its code is being changed: what stays below the cursor's line is shown as what will be dropped. */
import { type editor, KeyCode, Range } from 'monaco-editor/editor/editor.api.js';
import { type EditedCode, editedCode } from './kept-lines';

export interface EditSession {
  /** Tab writes spaces instead of leaving; Escape, then Tab, still leaves. */
  tabIndents(on: boolean): void;
  /** Read only again; what was typed is forgotten. */
  stop(): void;
}

export interface EditStart {
  /** Where the cursor begins, at the end of this line, counted from 1. */
  readonly line: number;
  /** What was typed before, where editing goes on that was interrupted: nobody asked for the keyboard then. */
  readonly text?: string;
}

export function startEditing(
  code: editor.IStandaloneCodeEditor,
  { line, text }: EditStart,
  onChange: (edited: EditedCode) => void,
): EditSession {
  const model = code.getModel();
  if (model === null) throw new Error('The editor has no text model.');
  const before = model.getValue();
  const dropped = code.createDecorationsCollection();
  if (text !== undefined) model.setValue(text);
  const readOnly = code.getRawOptions().ariaLabel ?? '';
  const tell = () => {
    const edited = editedCode(before, model.getValue(), code.getPosition()?.lineNumber ?? 1);
    const last = model.getLineCount();
    dropped.set(
      edited.kept >= last
        ? []
        : [
            {
              range: new Range(edited.kept + 1, 1, last, model.getLineMaxColumn(last)),
              options: { isWholeLine: true, inlineClassName: 'code-dropped' },
            },
          ],
    );
    onChange(edited);
  };
  code.updateOptions({
    readOnly: false,
    domReadOnly: false,
    renderLineHighlight: 'line',
    ariaLabel: labelWhile(false),
  });
  const start = Math.min(Math.max(1, line), model.getLineCount());
  code.setPosition({ lineNumber: start, column: model.getLineMaxColumn(start) });
  code.revealLineInCenterIfOutsideViewport(start);
  if (text === undefined) code.focus();
  let indents = false;
  const listeners = [
    model.onDidChangeContent(tell),
    code.onDidChangeCursorPosition(tell),
    // The way out of an editor that keeps Tab for itself: it keeps it again when somebody comes back.
    code.onKeyDown(({ keyCode }) => {
      if (indents && keyCode === KeyCode.Escape) code.updateOptions({ tabFocusMode: true });
    }),
    code.onDidFocusEditorText(() => code.updateOptions({ tabFocusMode: !indents })),
  ];
  tell();
  return {
    tabIndents(on) {
      indents = on;
      code.updateOptions({ tabFocusMode: !on, ariaLabel: labelWhile(on) });
    },
    stop() {
      for (const listener of listeners) listener.dispose();
      dropped.clear();
      code.updateOptions({
        readOnly: true,
        domReadOnly: true,
        tabFocusMode: true,
        renderLineHighlight: 'none',
        ariaLabel: readOnly,
      });
    },
  };
}

function labelWhile(tabIndents: boolean): string {
  const way = tabIndents ? 'Tab indents; Escape, then Tab, leaves the editor' : 'Tab leaves the editor';
  return `The solution, being edited. ${way}; lines below the cursor will be written anew.`;
}
