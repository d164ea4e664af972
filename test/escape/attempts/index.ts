/** All attempts by category. */
import type { Attempt } from '../attempt';
import { CRASHES } from './crashes';
import { EVASION } from './evasion';
import { EXHAUSTION } from './exhaustion';
import { FROM_OUTSIDE } from './from-outside';
import { LEFTOVERS } from './leftovers';
import { MESSAGES } from './messages';
import { NETWORK } from './network';
import { NETWORK_SCRIPTS } from './network-scripts';
import { STORAGE } from './storage';
import { VERDICTS } from './verdicts';

export const CATEGORIES: Readonly<Record<string, readonly Attempt[]>> = {
  network: NETWORK,
  'network, with all of JavaScript': NETWORK_SCRIPTS,
  storage: STORAGE,
  messages: MESSAGES,
  verdicts: VERDICTS,
  'the next program': LEFTOVERS,
  'step limits': EVASION,
  exhaustion: EXHAUSTION,
  crashes: CRASHES,
  'problems of strangers': FROM_OUTSIDE,
};
