/** Loops in a trace: of many turns the first and the last are kept, and a line between them says how many ran. */
import type { TraceLine } from './trace-lines';

/** Longest turn that is looked for, in steps: the search takes steps times this. */
const MAX_TURN = 40;
/** Fewer turns than this are shown as they are. */
const MIN_TURNS = 4;

export function foldLoops(lines: readonly TraceLine[]): TraceLine[] {
  const folded: TraceLine[] = [];
  let at = 0;
  while (at < lines.length) {
    const loop = loopAt(lines, at);
    const line = lines[at];
    if (loop === null) {
      if (line !== undefined) folded.push(line);
      at++;
      continue;
    }
    const { turn, turns } = loop;
    const lastTurn = at + turn * (turns - 1);
    folded.push(...lines.slice(at, at + turn), skippedTurns(lines.slice(at, at + turn), turns - 2));
    folded.push(...lines.slice(lastTurn, lastTurn + turn));
    at = lastTurn + turn;
  }
  return folded;
}

/** The loop that begins here: the shortest turn that repeats often enough. */
function loopAt(lines: readonly TraceLine[], at: number): { turn: number; turns: number } | null {
  for (let turn = 1; turn <= MAX_TURN && at + turn * MIN_TURNS <= lines.length; turn++) {
    let equal = at;
    while (equal + turn < lines.length && lines[equal]?.place === lines[equal + turn]?.place) equal++;
    const turns = Math.floor((equal - at) / turn) + 1;
    if (turns >= MIN_TURNS) return { turn, turns };
  }
  return null;
}

function skippedTurns(turn: readonly TraceLine[], turns: number): TraceLine {
  const numbers = turn.map((line) => line.line);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const where = low === high ? `line ${low}` : `lines ${low}-${high}`;
  const indent = /^ */.exec(turn[0]?.text ?? '')?.[0] ?? '';
  return {
    text: `${indent}(${where} ran ${turns} more times)`,
    place: '',
    line: low,
    steps: turns * turn.length,
  };
}
