/** The visitor's list of agents, kept as config strings: the page's list, what an experiment starts from. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import * as v from 'valibot';
import { readAgentList, writeAgentList } from './agent-list';
import type { ListedAgent } from './listed-agent';

export interface AgentsStore {
  /** Empty where the controls alone say how the agent is. */
  readonly list: ReadonlySignal<readonly ListedAgent[]>;
  set(agents: readonly ListedAgent[]): void;
}

/** The part of localStorage that is needed; both may throw where the browser refuses storage. */
interface TextStorage {
  read(): string | null;
  write(text: string): void;
}

export function createAgentsStore(storage: TextStorage): AgentsStore {
  const list = signal<readonly ListedAgent[]>(stored(storage));
  effect(() => {
    const text = writeAgentList(list.value);
    try {
      storage.write(text);
    } catch {
      // The settings' store says that this browser keeps nothing; the list lasts until the page is closed.
    }
  });
  return {
    list,
    set(agents) {
      list.value = agents;
    },
  };
}

function stored(storage: TextStorage): readonly ListedAgent[] {
  try {
    const text = storage.read() ?? '[]';
    // Of what an older page has kept, what can still be read is used.
    return v.is(v.array(v.string()), JSON.parse(text)) ? readAgentList(text).agents : [];
  } catch {
    return [];
  }
}
