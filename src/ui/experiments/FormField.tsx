import type { Signal } from '@preact/signals';

interface FormFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly text: Signal<string>;
  /** 0 for a single line. */
  readonly rows?: number;
  readonly message?: string | undefined;
}

export function FormField({ id, label, hint, text, rows = 0, message }: FormFieldProps) {
  const shared = {
    id,
    value: text.value,
    spellcheck: false,
    autocomplete: 'off',
    'aria-invalid': message !== undefined,
    'aria-describedby': `${id}-message`,
    onInput: (event: { currentTarget: { value: string } }) => {
      text.value = event.currentTarget.value;
    },
  } as const;
  return (
    <div class="field">
      <label for={id}>
        {label} <span class="hint">{hint}</span>
      </label>
      {rows === 0 ? <input type="text" {...shared} /> : <textarea class="code" rows={rows} wrap="off" {...shared} />}
      <p class="message" id={`${id}-message`} aria-live="polite">
        {message}
      </p>
    </div>
  );
}
