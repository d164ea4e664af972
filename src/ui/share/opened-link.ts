/**
 * The link that the page was opened with, or that was followed since: what it says, what became of it, and whether what
 * the visitor had before can be put back. The state alone; what reads links is a chunk of its own, since few pages are
 * opened by one.
 */
import { type Signal, signal } from '@preact/signals';
import type { AgentSettings } from '../../guidance/agent';
import type { DecodePlan, ModelDescription } from '../../guidance/ports';
import type { SandboxLimits } from '../../limits/sandbox-limits';
import type { PlaygroundLink } from '../../links/playground-link';
import type { RunComparison } from '../../links/run-print';
import type { Problem } from '../../problems/schema';

export type LinkedRunState =
  /** The link names no run. */
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  /** Recorded with this page, and shown. */
  | { readonly kind: 'recorded' }
  /** Recorded with this page; a run of the visitor's own is on the screen. */
  | { readonly kind: 'recorded-elsewhere' }
  /** Not here: it can be made again. */
  | { readonly kind: 'not-here' }
  /** A run of the link's problem and settings is on the screen. */
  | { readonly kind: 'made-again'; readonly comparison: RunComparison; readonly on: string };

export type OpenedLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid'; readonly message: string; readonly advice: string }
  /** A run is under way, which opening the link would end. */
  | { readonly kind: 'waits'; readonly link: PlaygroundLink }
  | {
      readonly kind: 'open';
      readonly link: PlaygroundLink;
      /** The problem's title. */
      readonly title: string;
      /** What is not as the link's maker had it. */
      readonly notes: readonly string[];
      readonly run: LinkedRunState;
    };

interface Asked {
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: SandboxLimits;
}

export interface LinkState {
  readonly opened: Signal<OpenedLink>;
  /** What the visitor had before a link is kept and can be put back. */
  readonly ownIsKept: Signal<boolean>;
  /** How the device is to be used for a run that the link names. */
  readonly planFor: Signal<((asked: Asked, model: ModelDescription) => DecodePlan | null) | null>;
}

export function createLinkState(): LinkState {
  return {
    opened: signal<OpenedLink>({ kind: 'none' }),
    ownIsKept: signal(false),
    planFor: signal<((asked: Asked, model: ModelDescription) => DecodePlan | null) | null>(null),
  };
}
