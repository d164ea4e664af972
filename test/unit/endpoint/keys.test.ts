import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { KeyRing } from '../../../src/clients/endpoint/key-ring';
import { readAddress } from '../../../src/endpoint/address';
import { inWords } from '../../../src/endpoint/failures';
import { resultRow } from '../../../src/experiments/result-row';
import { pythonFile } from '../../../src/exports/python-file';
import { runMarkdown } from '../../../src/exports/run-markdown';
import { inMemory, type StoredFile, textOf } from '../../../src/files/stored-file';
import { readZip } from '../../../src/files/zip-read';
import { zipBytes } from '../../../src/files/zip-write';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { runAgent } from '../../../src/guidance/egcfg';
import { EVENT_FORMAT, type RunEvent } from '../../../src/guidance/events';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { readLink } from '../../../src/links/read-link';
import { writeLink } from '../../../src/links/write-link';
import { EMPTY_FORM, parseForm } from '../../../src/playground/endpoint/endpoint-form';
import type { Problem } from '../../../src/problems/schema';
import { resultFiles } from '../../../src/results/write-results';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';
import { linkToRun } from '../../../src/ui/share/current-link';
import { connect } from '../../endpoint/connect';
import { startTestServer, type TestServer } from '../../endpoint/server';
import { tableModel } from '../../endpoint/table-model';
import { comparingInterpreter } from '../guidance/scripted-ports';

const KEY = 'sk-not-for-anyone-4711';
const ROOT = 'http://localhost:8080';

function session(text: string | null = null) {
  const kept = { text };
  return {
    kept,
    read: () => kept.text,
    write: (next: string) => {
      kept.text = next;
    },
  };
}

let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const PROBLEM: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Add five to each number.',
  entryPoint: 'add_five',
  visibleTests: ['assert add_five([1]) == [6]'],
  hiddenTests: [],
  setup: '',
};

/** On a server that wants the key, and repeats it in what it says of a failure in the middle of the run. */
async function failingRun() {
  const wanting = await startTestServer({ model: tableModel(), kind: 'openai', key: KEY });
  server = wanting;
  const { model, parts } = await connect(wanting.url, { key: KEY });
  const events: RunEvent[] = [];
  await runAgent(new AbortController().signal, {
    model,
    interpreter: comparingInterpreter('nothing is it'),
    problem: PROBLEM,
    agent: { ...DEFAULT_AGENT, gamma: 1.5, candidates: 2, horizonLines: 1, maxTokens: 60, maxLines: 2 },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async (line) => {
      if (line !== 1) return;
      wanting.always = { kind: 'status', status: 403, body: JSON.stringify({ error: { message: `no ${KEY} here` } }) };
    },
  });
  return { events, model, parts };
}

describe('a key', () => {
  it('is given for its own server alone, and stays in memory', () => {
    const tab = session();
    const keys = new KeyRing(tab);
    keys.set(ROOT, ` ${KEY} `, false);
    expect(keys.keyFor(ROOT)).toBe(KEY);
    expect(keys.keyFor('http://localhost:8081')).toBeNull();
    expect(keys.keyFor(`${ROOT}/other`)).toBeNull();
    expect(tab.kept.text).not.toContain(KEY);
    keys.forget();
    expect(keys.keyFor(ROOT)).toBeNull();
  });

  it('is kept in the tab only when asked, and not after it was forgotten', () => {
    const tab = session();
    new KeyRing(tab).set(ROOT, KEY, true);
    const again = new KeyRing(tab);
    expect([again.keyFor(ROOT), again.kept]).toEqual([KEY, true]);
    again.forget();
    expect(new KeyRing(tab).keyFor(ROOT)).toBeNull();
    expect(tab.kept.text).not.toContain(KEY);
  });

  it('works where the browser refuses storage', () => {
    const refuse = () => {
      throw new Error('no storage');
    };
    const keys = new KeyRing({ read: refuse, write: refuse });
    keys.set(ROOT, KEY, true);
    expect(keys.keyFor(ROOT)).toBe(KEY);
  });

  it('is in nothing that is printed or written of the object that holds it', () => {
    const keys = new KeyRing(session());
    keys.set(ROOT, KEY, false);
    expect(JSON.stringify({ keys })).not.toContain(KEY);
    expect(inspect(keys, { depth: 9, showHidden: true })).not.toContain(KEY);
  });

  it('is in no event, no run file, no description and no failure of a run with it', async () => {
    const { events, model, parts } = await failingRun();
    expect(events.at(-1)).toMatchObject({ kind: 'run-failed', message: expect.stringContaining('403') });
    const file = JSON.stringify({ format: EVENT_FORMAT, events });
    expect(file).toContain('"device":"endpoint"');
    expect(parseRunFile(JSON.parse(file)).events).toHaveLength(events.length);
    for (const text of [JSON.stringify(events), file, JSON.stringify(model.description)]) {
      expect(text).not.toContain(KEY);
      // Nor where it is: the address may be nobody's business either.
      expect(text).not.toContain(parts.transport.host);
    }
  });

  it('is in no link, no text that is exported and no zip', async () => {
    const { events, parts } = await failingRun();
    const current = linkToRun(events, events.length);
    if (current.kind !== 'link') throw new Error(current.reason);
    const { address } = writeLink('https://example.org/', current.link);
    // The address holds packed text: what it says is looked at as well.
    const opened = readLink(new URL(address).hash);
    expect(opened).toMatchObject({ kind: 'link', link: { run: { device: 'endpoint' } } });
    const view = foldRun(events);
    const id = { problem: 'p', strategy: 'egcfg', gamma: 1.5 };
    const row = resultRow(PROBLEM, id, events, 1);
    const identity = { ...id, dataset: 'd', model: 'tiny-coder', config: 'c', seed: 1 };
    const files = new Map<string, StoredFile>();
    const finished = [{ identity, problem: PROBLEM, row, parts: [events] }];
    for await (const [path, file] of resultFiles(finished, { root: 'results', withRuns: true })) files.set(path, file);
    const zip = await readZip(inMemory(await zipBytes(files)));
    const unpacked = await Promise.all([...zip.files].map(async ([path, file]) => path + (await textOf(file))));
    expect(unpacked.length).toBeGreaterThan(1);
    const texts = [address, JSON.stringify(opened), runMarkdown(view, address), pythonFile(view, address), ...unpacked];
    for (const text of texts) {
      expect(text).not.toContain(KEY);
      expect(text).not.toContain(parts.transport.host);
    }
  });

  it('is taken out of a server’s own words', () => {
    expect(inWords(`Incorrect API key provided: ${KEY}`, [KEY])).toBe('Incorrect API key provided: …');
    expect(inWords('Authorization: Bearer sk-other', [])).toBe('Authorization: Bearer …');
  });

  it('has no place in what is kept of the form, nor in an address', () => {
    expect(Object.keys(EMPTY_FORM).some((name) => /key/i.test(name))).toBe(false);
    expect(JSON.stringify(parseForm(JSON.stringify({ ...EMPTY_FORM, key: KEY })))).not.toContain(KEY);
    for (const address of [`https://user:${KEY}@host`, `https://host/?key=${KEY}`, `https://host/#${KEY}`]) {
      expect(readAddress(address)).toMatchObject({ kind: 'problem' });
    }
  });
});

describe('an address', () => {
  it.each([
    ['localhost:8080', 'http://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
    ['https://api.fireworks.ai/inference/v1/completions', 'https://api.fireworks.ai/inference'],
    ['https://host/some/path/', 'https://host/some/path'],
  ])('%s is %s', (typed, root) => {
    expect(readAddress(typed)).toMatchObject({ kind: 'address', address: { root } });
  });

  it.each([
    ['http://10.0.0.5:8000', /ssh -L/],
    ['ftp://host', /https:\/\//],
    ['', /Type the address/],
    ['http://', /no address/],
  ])('%s is refused with what to do', (typed, words) => {
    expect(readAddress(typed)).toMatchObject({ kind: 'problem', message: expect.stringMatching(words) });
  });
});
