import { GLOSSARY, type GlossaryEntry } from '../../glossary/glossary';

const ENTRIES: readonly (readonly [string, GlossaryEntry])[] = Object.entries(GLOSSARY);

/** The glossary as a list, for those who would rather read than point. */
export function WordsSection() {
  return (
    <dl class="learn-words">
      {ENTRIES.map(([id, { name, text }]) => (
        <div key={id}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
