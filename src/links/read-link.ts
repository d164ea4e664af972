/** From an address to what it asks for, or to why it cannot be used, in words. Nothing of the page is changed here. */
import * as v from 'valibot';
import { assertNever } from '../guidance/assert-never';
import { readLinkText } from './link-text';
import { type LinkedPrompts, LinkSchemaV1, type LinkV1, type PlaygroundLink } from './playground-link';

export type ReadLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'link'; readonly link: PlaygroundLink }
  | { readonly kind: 'invalid'; readonly message: string; readonly advice: string };

/** `hash` as `location.hash` gives it: `#/playground/v1.…`. */
export function readLink(hash: string): ReadLink {
  const named = /^#\/[a-z-]+\/(v\d.*)$/s.exec(hash);
  if (named === null) return { kind: 'none' };
  const text = readLinkText(named[1] ?? '');
  switch (text.kind) {
    case 'none':
      return { kind: 'none' };
    case 'unreadable':
      return unreadable(text.why);
    case 'content':
      return readLinkContent(text.content);
    default:
      return assertNever(text);
  }
}

/** Of version 1, from an address or from a file. */
export function readLinkContent(content: unknown): ReadLink {
  const parsed = v.safeParse(LinkSchemaV1, content);
  if (parsed.success) return { kind: 'link', link: fromV1(parsed.output) };
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  return invalid(
    `This link is not one that this page writes: ${where === null ? 'its content' : `“${where.slice(0, 80)}”`} cannot be used (${shortened(issue.message)}).`,
    'Ask for the link again, made with the Share button.',
  );
}

function fromV1({ problem, agent, limits, prompts, run }: LinkV1): PlaygroundLink {
  return {
    problem:
      'id' in problem
        ? { kind: 'bundled', id: problem.id, print: problem.print }
        : { kind: 'own', draft: { ...problem } },
    agent,
    limits,
    prompts: definedPrompts(prompts),
    run:
      run === undefined
        ? null
        : {
            print: { tokens: run.tokens, lines: run.lines, events: run.events },
            model: run.model,
            weights: run.weights,
            device: run.device,
            plan: run.plan ?? null,
            moment: Math.min(run.moment, run.events),
          },
  };
}

function definedPrompts(prompts: LinkV1['prompts']): LinkedPrompts {
  return Object.fromEntries(
    Object.entries(prompts).map(([type, parts]) => [
      type,
      Object.fromEntries(
        Object.entries(parts ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    ]),
  );
}

function unreadable(why: 'damaged' | 'too-large' | 'newer'): ReadLink {
  switch (why) {
    case 'damaged':
      return invalid(
        'This link is damaged: a part of it is missing or was changed on the way.',
        'Copy it again as a whole. Some programs cut long addresses.',
      );
    case 'too-large':
      return invalid(
        'This link holds more than any link that this page writes, so it was not opened.',
        'Ask for the problem or the run as a file, and drop it on this page.',
      );
    case 'newer':
      return invalid(
        'This link was made by a newer version of this page.',
        'Reload the page. If that does not help, this copy of the page is older than the one that wrote the link.',
      );
    default:
      return assertNever(why);
  }
}

function invalid(message: string, advice: string): ReadLink {
  return { kind: 'invalid', message, advice };
}

/** A schema's message may quote what it was given. */
function shortened(text: string): string {
  return text.length <= 120 ? text.replace(/\.$/, '') : `${text.slice(0, 119)}…`;
}
