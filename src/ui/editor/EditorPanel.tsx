import { untracked, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { EditBar } from '../branch/EditBar';
import { lookOf } from '../header/theme';
import { focusedCandidate } from '../line/focus';
import type { CodeView } from './code-view';
import { PlainCode } from './PlainCode';
import { RunStatus } from './RunStatus';
import { lineAt, shownCode } from './shown-code';

type Loading = 'loading' | 'ready' | 'failed';

export function EditorPanel({ desk }: { desk: Desk }) {
  const { settings } = desk;
  const host = useRef<HTMLDivElement>(null);
  const view = useSignal<CodeView | null>(null);
  const loading = useSignal<Loading>('loading');
  // Under a line that is complete nothing hangs unless it is asked for.
  const ghost = useComputed(() => {
    const line = desk.shownLine.value;
    const picked = desk.pickedCandidate.value;
    const complete = line?.end !== null || desk.view.value.codeEnd !== null;
    if (line === null || (complete && picked === null)) return null;
    return focusedCandidate(line, picked, desk.playhead.event.value);
  });
  const shown = useComputed(() => shownCode(desk.view.value, desk.shownLine.value, desk.shownToken.value, ghost.value));

  useEffect(() => {
    let gone = false;
    const onPick = (offset: number) => {
      if (desk.branches.editing.peek()) return;
      const line = lineAt(desk.view.peek(), offset);
      if (line !== null) desk.pickLine(line);
    };
    import('./monaco-view')
      .then(({ createMonacoView }) => {
        if (gone || host.current === null) return;
        view.value = createMonacoView(host.current, { look: untracked(() => lookOf(settings)), onPick });
        loading.value = 'ready';
      })
      .catch(() => {
        loading.value = 'failed';
      });
    return () => {
      gone = true;
      view.peek()?.dispose();
    };
  }, []);
  useSignalEffect(() => {
    if (!desk.branches.editing.value) view.value?.show(shown.value);
  });
  useSignalEffect(() => view.value?.setLook(lookOf(settings)));

  return (
    <section class="panel editor" id="code" aria-labelledby="code-title">
      <RunStatus desk={desk} />
      <div class="editor-frame">
        <div class="editor-host" ref={host} hidden={loading.value !== 'ready'} />
        {loading.value !== 'ready' && <PlainCode shown={shown.value} />}
      </div>
      <div class="editor-foot">
        <p class="hint editor-hint">{hintOf(loading.value, desk.branches.editing.value)}</p>
        <EditBar desk={desk} view={view.value} />
      </div>
    </section>
  );
}

function hintOf(loading: Loading, editing: boolean): string {
  switch (loading) {
    case 'failed':
      return 'The code editor could not be loaded, so the code stands here as plain text. Reload the page to try again.';
    case 'loading':
      return 'The editor is being fetched; until then the code stands here as plain text.';
    case 'ready':
      return editing
        ? 'Struck lines will be written anew. Tab leaves the editor, unless it is set to indent below.'
        : 'Read only. Click a line to look at it again; Tab leaves the editor.';
  }
}
