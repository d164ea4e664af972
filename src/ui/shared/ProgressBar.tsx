/** Words first, a bar where it is known how far; a bar that only moves would promise more than it knows. */
export function ProgressBar({ label, fraction }: { label: string; fraction: number | null }) {
  const percent = fraction === null ? null : Math.round(fraction * 100);
  return (
    <div class="progress">
      <span class="progress-label">{percent === null ? label : `${label.replace(/\.$/, '')}: ${percent} %`}</span>
      <Bar label={label} fraction={fraction} />
    </div>
  );
}

/** Without its words, where they stand beside it. */
export function Bar({ label, fraction }: { label: string; fraction: number | null }) {
  return <progress aria-label={label} {...(fraction === null ? {} : { value: fraction, max: 1 })} />;
}
