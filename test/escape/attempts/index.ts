/** All attempts by category. */
import type { Attempt } from '../attempt';
import { CRASHES } from './crashes';
import { CRASHES_DEPTH } from './crashes-depth';
import { EVASION } from './evasion';
import { EVASION_LOOPS } from './evasion-loops';
import { EXHAUSTION } from './exhaustion';
import { EXHAUSTION_VALUES } from './exhaustion-values';
import { FRAME_REQUESTS } from './frame-requests';
import { FROM_OUTSIDE } from './from-outside';
import { LEFTOVER_SETTINGS } from './leftover-settings';
import { LEFTOVERS } from './leftovers';
import { MESSAGES } from './messages';
import { NAVIGATION } from './navigation';
import { NETWORK } from './network';
import { NETWORK_SCRIPTS } from './network-scripts';
import { STORAGE } from './storage';
import { VERDICT_VALUES } from './verdict-values';
import { VERDICTS } from './verdicts';

export const CATEGORIES: Readonly<Record<string, readonly Attempt[]>> = {
  network: NETWORK,
  'network, with all of JavaScript': NETWORK_SCRIPTS,
  'network, by the document': FRAME_REQUESTS,
  navigation: NAVIGATION,
  storage: STORAGE,
  messages: MESSAGES,
  verdicts: [...VERDICTS, ...VERDICT_VALUES],
  'the next program': [...LEFTOVERS, ...LEFTOVER_SETTINGS],
  'step limits': [...EVASION, ...EVASION_LOOPS],
  exhaustion: [...EXHAUSTION, ...EXHAUSTION_VALUES],
  crashes: [...CRASHES, ...CRASHES_DEPTH],
  'problems of strangers': FROM_OUTSIDE,
};
