/** How the page looks and moves: the visitor's word where there is one, else the system's. */
import * as v from 'valibot';

/** `auto` asks the system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const CONTRASTS = ['auto', 'usual', 'more'] as const;
export type ContrastChoice = (typeof CONTRASTS)[number];

/** `still`: nothing moves that the visitor did not ask for. */
export const MOTIONS = ['auto', 'usual', 'still'] as const;
export type MotionChoice = (typeof MOTIONS)[number];

/** As kept; what cannot be used asks the system. */
export const APPEARANCE_ENTRIES = {
  theme: v.fallback(v.picklist(THEMES), 'auto'),
  contrast: v.fallback(v.picklist(CONTRASTS), 'auto'),
  motion: v.fallback(v.picklist(MOTIONS), 'auto'),
};
