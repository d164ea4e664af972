/** Everything that the page keeps in this browser, by what it is for the visitor: how much, and how it is deleted. */
import { batch } from '@preact/signals';
import { clear, createStore } from 'idb-keyval';
import { PROMPT_TYPES } from '../../guidance/agent';
import { keyOf } from '../../hub/model-record';
import { RUN_DATABASE, runOfKey } from '../../kept-run/run-storage';
import { forgetCalibrations } from '../../playground/forget-calibrations';
import { putSettings, takeSettings } from '../../playground/settings-snapshot';
import { type Measured, measureCache, measureStore, measureTexts, ownKeys } from '../../storage-use/measure';
import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';

export interface Amount {
  /** Empty for nothing. */
  readonly words: string;
  /** null where only the browser knows. */
  readonly bytes: number | null;
}

export interface KeptThing {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** The screen that shows each single one. */
  readonly screen: string | null;
  measure(): Promise<Amount>;
  /** What brings it back, or null where nothing does. */
  remove(): Promise<(() => void) | null>;
}

const PACKAGES = 'eg-cfg.python-packages.v1';
const SETTINGS = 'eg-cfg.settings.v1';
const AGENTS = 'eg-cfg.agents.v1';

export function keptThings(desk: Desk): readonly KeptThing[] {
  return [
    settingsThing(desk),
    problemsThing(desk),
    {
      id: 'agents',
      name: 'List of agents',
      about: 'Configurations on the Agents screen.',
      screen: 'agents',
      measure: async () => amount(desk.agents.list.value.length, 'agent', textBytes(AGENTS)),
      async remove() {
        const before = desk.agents.list.value;
        desk.agents.set([]);
        return () => desk.agents.set(before);
      },
    },
    {
      id: 'experiments',
      name: 'Experiments',
      about: 'Definitions, results and every run. Export them first if you need them.',
      screen: 'experiments',
      async measure() {
        await desk.experiments.reload();
        const parts = await Promise.all(
          ['definitions', 'problems', 'rows', 'runs'].map((name) =>
            measureStore(`eg-cfg.experiments.v1.${name}`, 'all'),
          ),
        );
        return amount(desk.experiments.list.value?.length ?? 0, 'experiment', sum(parts).bytes);
      },
      async remove() {
        for (const { id } of desk.experiments.list.value ?? []) await desk.experiments.remove(id);
        return null;
      },
    },
    {
      id: 'sets',
      name: 'Loaded sets of problems',
      about: 'Files of problems that were opened on the Problems screen.',
      screen: 'problems',
      async measure() {
        await desk.sets.library.restored;
        const { bytes } = await measureStore('eg-cfg.problem-sets.v1', 'parts');
        return amount(desk.sets.library.sets.value.length, 'set', bytes);
      },
      async remove() {
        for (const { id } of desk.sets.library.sets.value) await desk.sets.library.remove(id);
        return null;
      },
    },
    {
      id: 'models',
      name: 'Models from the Hub',
      about: 'They can be downloaded again. The built-in model is part of the page.',
      screen: 'models',
      async measure() {
        await desk.models.refresh();
        const kept = desk.models.kept.value ?? [];
        return amount(
          kept.length,
          'model',
          kept.reduce((bytes, { storedBytes }) => bytes + storedBytes, 0),
        );
      },
      async remove() {
        for (const { record } of desk.models.kept.value ?? []) await desk.models.remove(keyOf(record));
        return null;
      },
    },
    {
      id: 'packages',
      name: 'Python packages',
      about: 'numpy, pandas and what they need; fetched again when a problem asks for them.',
      screen: null,
      async measure() {
        const { count, bytes } = await measureCache(PACKAGES);
        return amount(count, 'file', bytes);
      },
      async remove() {
        await caches.delete(PACKAGES);
        return null;
      },
    },
    {
      id: 'run',
      name: 'Runs and branches',
      about: 'Of each of the last tabs the run on the screen, with its branches, so that a reload loses none.',
      screen: null,
      async measure() {
        const runs = new Set<string>();
        const { bytes } = await measureStore(RUN_DATABASE, 'pieces', (key) => {
          const run = runOfKey(String(key));
          if (run !== null) runs.add(run);
          return true;
        });
        return amount(runs.size, 'run', bytes);
      },
      async remove() {
        desk.keeping.value?.forget();
        await clear(createStore(RUN_DATABASE, 'pieces'));
        return null;
      },
    },
    smallThing(),
  ];
}

function settingsThing({ settings }: Desk): KeptThing {
  return {
    id: 'settings',
    name: 'Settings',
    about: 'Guidance, limits, prompts in your wording, colours, device. Deleting puts all of them back to default.',
    screen: 'playground',
    measure: async () => ({ words: 'all settings', bytes: textBytes(SETTINGS) }),
    async remove() {
      const before = takeSettings(settings);
      const { theme, contrast, motion, device } = settings;
      const looks = [theme.value, contrast.value, motion.value, device.value] as const;
      batch(() => {
        settings.reset();
        for (const type of PROMPT_TYPES) settings.prompts.reset(type);
        theme.value = contrast.value = motion.value = device.value = 'auto';
      });
      return () =>
        batch(() => {
          putSettings(settings, before);
          [theme.value, contrast.value, motion.value, device.value] = looks;
        });
    },
  };
}

function problemsThing({ problems }: Desk): KeptThing {
  return {
    id: 'problems',
    name: 'Own problems and edits',
    about: 'Problems that you wrote or opened, and your changes of the bundled ones.',
    screen: 'playground',
    async measure() {
      await problems.restored;
      const changed = problems.entries.value.filter(({ origin, edited }) => origin === 'own' || edited);
      const bytes = (await measureStore('keyval-store', 'keyval', (key) => key === 'eg-cfg.problems.v1')).bytes;
      return amount(changed.length, 'problem', changed.length === 0 ? 0 : bytes);
    },
    remove: async () => problems.clear(),
  };
}

/** Whatever else there is: where a Hub or an endpoint is, what the device was measured at, what was seen of the tour. */
function smallThing(): KeptThing {
  const own = new Set([SETTINGS, AGENTS]);
  return {
    id: 'small',
    name: 'Small things',
    about:
      'Hosts that you allowed, addresses and a key of an endpoint, which model is in use, measured speeds, what a link has put aside, whether the tour was seen. It counts from the next visit.',
    screen: null,
    async measure() {
      const { count, bytes } = measureTexts(localStorage, own);
      return amount(count, 'entry', bytes, 'entries');
    },
    async remove() {
      const kept = ownKeys(localStorage)
        .filter((key) => !own.has(key))
        .map((key) => [key, localStorage.getItem(key) ?? ''] as const);
      for (const [key] of kept) localStorage.removeItem(key);
      await forgetCalibrations();
      return () => {
        for (const [key, text] of kept) localStorage.setItem(key, text);
      };
    },
  };
}

function amount(count: number, singular: string, bytes: number, plural?: string): Amount {
  return { words: count === 0 ? '' : counted(count, singular, plural), bytes: count === 0 ? 0 : bytes };
}

function sum(parts: readonly Measured[]): Measured {
  return parts.reduce((all, { count, bytes }) => ({ count: all.count + count, bytes: all.bytes + bytes }), {
    count: 0,
    bytes: 0,
  });
}

function textBytes(key: string): number {
  return (localStorage.getItem(key) ?? '').length;
}
