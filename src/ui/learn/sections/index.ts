import type { ComponentType } from 'preact';
import type { Desk } from '../../app/desk';
import { BlindSection } from './BlindSection';
import { CostSection } from './CostSection';
import { GuessSection } from './GuessSection';
import { GuidanceSection } from './GuidanceSection';
import { LimitsSection } from './LimitsSection';
import { LinesSection } from './LinesSection';
import { SourcesSection } from './SourcesSection';
import { TraceSection } from './TraceSection';
import { WordsSection } from './WordsSection';

export interface Section {
  /** As in the address. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType<{ readonly desk: Desk }>;
}

export const SECTIONS: readonly Section[] = [
  { id: 'blind', title: 'Writing without looking', Body: BlindSection },
  { id: 'trace', title: 'What a trace says', Body: TraceSection },
  { id: 'guidance', title: 'What guidance does with it', Body: GuidanceSection },
  { id: 'lines', title: 'Why line by line', Body: LinesSection },
  { id: 'cost', title: 'What it costs', Body: CostSection },
  { id: 'limits', title: 'Where it fails', Body: LimitsSection },
  { id: 'guess', title: 'Your turn: guess the next line', Body: GuessSection },
  { id: 'words', title: 'All the words', Body: WordsSection },
  { id: 'sources', title: 'Whose idea it is', Body: SourcesSection },
];
