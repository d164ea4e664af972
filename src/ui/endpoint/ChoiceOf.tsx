interface ChoiceOfProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onPick: (value: T) => void;
}

/** A select whose values are one of a union. */
export function ChoiceOf<T extends string>({ id, label, value, options, onPick }: ChoiceOfProps<T>) {
  return (
    <div>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const picked = options.find(([one]) => one === event.currentTarget.value);
          if (picked !== undefined) onPick(picked[0]);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
