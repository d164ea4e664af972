/** Opens files and folders for those who do not drag, and saves what there is. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Popover } from '../shared/Popover';
import { pickedFiles } from './dropped-files';
import type { FileDesk } from './file-desk';

export function FilesMenu({ files, children }: { files: FileDesk; children?: ComponentChildren }) {
  return (
    <Popover class="files-menu" summary="Files">
      <div class="files-menu-body">
        <PickButton files={files} label="Open files…" folder={false} />
        <PickButton files={files} label="Open a folder of results…" folder={true} />
        <p>Or drop them anywhere on the page.</p>
        {children}
      </div>
    </Popover>
  );
}

interface PickButtonProps {
  readonly files: FileDesk;
  readonly label: string;
  readonly folder: boolean;
}

export function PickButton({ files, label, folder }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        // Chromium, Firefox and Safari all know this name for picking a folder.
        {...(folder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          const { files: list } = event.currentTarget;
          if (list === null || list.length === 0) return;
          const picked = pickedFiles(list);
          // The same file can be picked again after it was corrected.
          event.currentTarget.value = '';
          void files.open(Promise.resolve(picked));
        }}
      />
    </>
  );
}
