/** Takes files that are dropped anywhere on the page, and says while they hover that they may be. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { droppedFiles } from './dropped-files';
import type { FileDesk } from './file-desk';

const hasFiles = (event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } =>
  event.dataTransfer?.types.includes('Files') ?? false;

export function DropLayer({ files }: { files: FileDesk }) {
  const hovering = useSignal(false);
  useEffect(() => {
    const ended = new AbortController();
    // Before anything else sees them: the editor would take a dropped file as text.
    const options = { capture: true, signal: ended.signal };
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
      hovering.value = true;
    };
    window.addEventListener('dragenter', over, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener(
      'dragleave',
      (event) => {
        // Only leaving the window has no element that is entered.
        if (event.relatedTarget === null) hovering.value = false;
      },
      options,
    );
    window.addEventListener(
      'drop',
      (event) => {
        hovering.value = false;
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        void files.open(droppedFiles(event.dataTransfer));
      },
      options,
    );
    return () => ended.abort();
  }, [files]);
  if (!hovering.value) return null;
  return (
    <div class="drop-here" aria-hidden="true">
      <p>Drop to open: agents, a session, a run, results, problems</p>
    </div>
  );
}
