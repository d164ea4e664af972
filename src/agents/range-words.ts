/** What a number setting may be, in words that follow "expected". */
import { AGENT_RANGES, type RangedSetting } from '../guidance/agent';

export function rangeWords(field: RangedSetting): string {
  const { min, max, integer } = AGENT_RANGES[field];
  return `${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`;
}
