import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';
import { PromptEditor } from './PromptEditor';
import { type PromptPart, partTokens, promptPair } from './prompt-parts';

export function PromptPanel({ desk }: { desk: Desk }) {
  const line = desk.shownLine.value;
  const pair = line === null ? null : promptPair(desk.view.value, line);
  if (line === null || pair === null) {
    return (
      <div class="prompts">
        <p class="empty">Here stand the exact two prompts of a line, as soon as there is one.</p>
        <PromptEditor desk={desk} />
      </div>
    );
  }
  return (
    <div class="prompts">
      <PromptText
        title="Plain prompt, read by P"
        note={`${counted(partTokens(pair.plain), 'token')}`}
        parts={pair.plain}
      />
      {pair.conditional === null ? (
        <p class="empty">This line has no signal, so there is no second prompt: Pc is the same as P.</p>
      ) : (
        <PromptText
          title="Prompt with the signal, read by Pc"
          note={`${counted(partTokens(pair.conditional), 'token')}, of them ${signalTokens(pair.conditional)} signal${
            line.signalIsNew ? '' : ' (kept from an earlier line)'
          }`}
          parts={pair.conditional}
        />
      )}
      <PromptEditor desk={desk} />
    </div>
  );
}

function PromptText({ title, note, parts }: { title: string; note: string; parts: readonly PromptPart[] }) {
  return (
    <section class="prompt">
      <h3>
        {title} <span class="hint">{note}</span>
      </h3>
      <pre class="prompt-text">
        {parts.map((part, i) => {
          if (part.text === '') return null;
          const title = `${part.tokens} tokens`;
          return part.kind === 'signal' ? (
            <mark key={part.kind} title={`The signal, ${title}`}>
              {part.text}
            </mark>
          ) : (
            <span key={i} class={`part-${part.kind}`} title={title}>
              {part.text}
            </span>
          );
        })}
        <span class="caret" title="The line is written from here">
          ▏
        </span>
      </pre>
    </section>
  );
}

function signalTokens(parts: readonly PromptPart[]): number {
  return partTokens(parts.filter((part) => part.kind === 'signal'));
}
