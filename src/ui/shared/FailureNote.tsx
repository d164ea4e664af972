import type { ComponentChildren } from 'preact';

interface FailureNoteProps {
  readonly message: string;
  readonly advice: string;
  readonly children?: ComponentChildren;
}

/** What happened, what to do, and where there is one the button that does it. */
export function FailureNote({ message, advice, children }: FailureNoteProps) {
  return (
    <div class="failure" role="alert">
      <p class="failure-message">{message}</p>
      <p>{advice}</p>
      {children}
    </div>
  );
}
