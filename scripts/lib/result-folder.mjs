/** The folder that an evaluation fills, and from which an interrupted one goes on. */
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UsageError } from './agent-options.mjs';
import { runKey } from './experiments.mjs';

const COMMANDS = 'commands.txt';
const NEWLINE = 0x0a;

/** @typedef {import('./experiments.mjs').ResultRow} ResultRow */

/**
 * A folder of runs: a row for each, and its events in a file of its own.
 * @param {string} folder
 * @param {Readonly<Record<string, unknown>>} settings what all rows of a folder share
 */
export function openResultFolder(folder, settings) {
  /** @type {ReturnType<typeof openRowFolder<ResultRow, import('./experiments.mjs').RunId>>} */
  const { rows, has, add, note } = openRowFolder(folder, settings, runKey);
  return {
    rows,
    has,
    note,
    /**
     * One file of events for each agent of the run; a run of several has their places in the names.
     * @param {ResultRow} row
     * @param {readonly { events: readonly unknown[] }[]} parts
     */
    add(row, parts) {
      const seed = row.seed === undefined ? '' : `-seed${row.seed}`;
      const agent = row.agent === undefined ? '' : `-${row.agent}`;
      const name = `${row.problem}-${row.strategy}-${row.gamma}${agent}${seed}`.replace(/[^\w.-]+/g, '_');
      const runs = path.join(folder, 'runs');
      if (parts.length > 0) mkdirSync(runs, { recursive: true });
      for (const [i, { events }] of parts.entries()) {
        const file = parts.length > 1 ? `${name}-${i + 1}` : name;
        writeFileSync(path.join(runs, `${file}.json`), `${JSON.stringify({ format: 1, events })}\n`);
      }
      add(row);
    },
  };
}

/**
 * @template {Key} Row
 * @template Key what tells one row from another
 * @param {string} folder
 * @param {Readonly<Record<string, unknown>>} settings what all rows of a folder share
 * @param {(key: Key) => string} keyOf
 */
export function openRowFolder(folder, settings, keyOf) {
  const settingsFile = path.join(folder, 'settings.json');
  const rowsFile = path.join(folder, 'results.jsonl');
  const ours = JSON.stringify(settings, null, 2);
  mkdirSync(folder, { recursive: true });
  if (existsSync(settingsFile)) {
    if (readFileSync(settingsFile, 'utf8').trim() !== ours) {
      throw new UsageError(
        `${folder} holds results of other problems, weights or settings (settings.json there). Choose another --out.`,
      );
    }
  } else {
    writeFileSync(settingsFile, `${ours}\n`);
  }
  /** @type {Row[]} */
  const rows = existsSync(rowsFile) ? readRows(rowsFile) : [];
  const done = new Set(rows.map(keyOf));
  return {
    /** Earlier rows and those added since. */
    rows,
    /** @param {Key} key */
    has: (key) => done.has(keyOf(key)),
    /** @param {Row} row */
    add(row) {
      appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);
      rows.push(row);
      done.add(keyOf(row));
    },
    /**
     * Keeps the command by which rows are added, for whoever reports them.
     * @param {string} command
     */
    note(command) {
      const file = path.join(folder, COMMANDS);
      const known = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
      if (!known.includes(command)) appendFileSync(file, `${command}\n`);
    },
  };
}

/**
 * What a folder holds, for a report.
 * @param {string} folder
 * @returns {{ settings: Record<string, unknown>, commands: string[], rows: unknown[] }}
 */
export function readResultFolder(folder) {
  const text = (/** @type {string} */ file) => {
    const whole = path.join(folder, file);
    return existsSync(whole) ? readFileSync(whole, 'utf8') : '';
  };
  if (text('settings.json') === '') throw new UsageError(`${folder} holds no results: it has no settings.json.`);
  const rowsFile = path.join(folder, 'results.jsonl');
  return {
    settings: JSON.parse(text('settings.json')),
    commands: text(COMMANDS).split('\n').slice(0, -1),
    rows: existsSync(rowsFile) ? [...wholeLines(rowsFile)].map((line) => JSON.parse(line.toString('utf8'))) : [],
  };
}

/**
 * The last line may be cut short where the process was killed: it is dropped and its run made again.
 * @template Row
 * @param {string} file
 * @returns {Row[]}
 */
function readRows(file) {
  /** @type {Row[]} */
  const rows = [];
  let wholeBytes = 0;
  for (const line of wholeLines(file)) {
    wholeBytes += line.length + 1;
    if (line.length > 0) rows.push(JSON.parse(line.toString('utf8')));
  }
  if (statSync(file).size > wholeBytes) truncateSync(file, wholeBytes);
  return rows;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Lines of a file that end, one after the other: a million rows are more than one string can hold.
 * @param {string} file
 * @returns {Generator<Buffer>}
 */
function* wholeLines(file) {
  const opened = openSync(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const read = readSync(opened, chunk);
      if (read === 0) return;
      let text = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE)) {
        yield text.subarray(0, end);
        text = text.subarray(end + 1);
      }
      rest = text;
    }
  } finally {
    closeSync(opened);
  }
}
