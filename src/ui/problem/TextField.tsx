import type { ComponentChildren } from 'preact';

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** 0 for a single line. */
  readonly rows: number;
  readonly code: boolean;
  readonly message: string | undefined;
  /** Said beside the field without being in the way. */
  readonly children?: ComponentChildren;
  readonly onText: (text: string) => void;
}

export function TextField({ id, label, hint, value, rows, code, message, children, onText }: TextFieldProps) {
  const shared = {
    id,
    value,
    class: code ? 'code' : '',
    spellcheck: !code,
    autocomplete: 'off',
    'aria-invalid': message !== undefined,
    'aria-describedby': `${id}-message`,
  } as const;
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="hint">{hint}</span>
      </label>
      {rows === 0 ? (
        <input type="text" {...shared} onInput={(event) => onText(event.currentTarget.value)} />
      ) : (
        <textarea
          rows={rows}
          {...shared}
          wrap={code ? 'off' : 'soft'}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
      <p class="message" id={`${id}-message`} aria-live="polite">
        {message}
      </p>
      {children}
    </div>
  );
}
