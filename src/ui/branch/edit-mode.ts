/** The editor while its code is being changed: what stays below the cursor's line is shown as what will be dropped. */
import { type editor, Range } from 'monaco-editor/editor/editor.api.js';
import { type EditedCode, editedCode } from './kept-lines';

export interface EditSession {
  /** Read only again; what was typed is forgotten. */
  stop(): void;
}

/** `line` is where the cursor begins, from 1. */
export function startEditing(
  code: editor.IStandaloneCodeEditor,
  line: number,
  onChange: (edited: EditedCode) => void,
): EditSession {
  const model = code.getModel();
  if (model === null) throw new Error('The editor has no text model.');
  const before = model.getValue();
  const dropped = code.createDecorationsCollection();
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
    ariaLabel: 'The solution, being edited. Tab leaves the editor; lines below the cursor will be written anew.',
  });
  const start = Math.min(Math.max(1, line), model.getLineCount());
  code.setPosition({ lineNumber: start, column: model.getLineMaxColumn(start) });
  code.revealLineInCenterIfOutsideViewport(start);
  code.focus();
  const listeners = [model.onDidChangeContent(tell), code.onDidChangeCursorPosition(tell)];
  tell();
  return {
    stop() {
      for (const listener of listeners) listener.dispose();
      dropped.clear();
      code.updateOptions({ readOnly: true, domReadOnly: true, renderLineHighlight: 'none', ariaLabel: readOnly });
    },
  };
}
