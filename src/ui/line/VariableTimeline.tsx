/** Steps down, variables across: what each line changed, loops turn by turn, calls inside the line that makes them. */
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { grouped } from '../shared/numbers';
import { ScrollRegion } from '../shared/ScrollRegion';
import type { Call, Row, RowEnd } from './calls';
import { foldLoops, type LoopNode, type TraceNode, type Turn } from './loops';
import { columnsOf, turnsShown } from './timeline-columns';
import { ValueCell } from './ValueCell';

interface VariableTimelineProps {
  readonly call: Call;
  /** Lines of the executed program. */
  readonly source: readonly string[];
  readonly caption: string;
}

interface Drawing {
  readonly source: readonly string[];
  readonly columns: readonly string[];
  /** Turns, loops and calls that are open, by their path. */
  readonly open: Signal<ReadonlySet<string>>;
}

export function VariableTimeline({ call, source, caption }: VariableTimelineProps) {
  const nodes = useMemo(() => foldLoops(call.rows, source), [call, source]);
  const columns = useMemo(() => columnsOf(call), [call]);
  const open = useSignal<ReadonlySet<string>>(new Set());
  const drawing = { source, columns, open };
  return (
    <ScrollRegion class="variables-frame" aria-label={caption}>
      <table class="variables">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">line</th>
            <th scope="col">what ran</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                <code>{name}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {call.scope !== '<module>' && (
            <tr class="row-call">
              <td class="trace-line">{call.line}</td>
              <th scope="row">
                <code>{call.scope}</code> is called
              </th>
              {columns.map((name) => (
                <ValueCell key={name} value={call.parameters.get(name)} changed={call.parameters.has(name)} />
              ))}
            </tr>
          )}
          <Nodes nodes={nodes} drawing={drawing} path="" />
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface NodesProps {
  readonly nodes: readonly TraceNode[];
  readonly drawing: Drawing;
  readonly path: string;
}

function Nodes({ nodes, drawing, path }: NodesProps) {
  return (
    <>
      {nodes.map((node, i) =>
        node.kind === 'row' ? (
          <RowLine key={i} row={node.row} drawing={drawing} path={`${path}/${i}`} />
        ) : (
          <Loop key={i} loop={node} drawing={drawing} path={`${path}/${i}`} />
        ),
      )}
    </>
  );
}

function RowLine({ row, drawing, path }: { row: Row; drawing: Drawing; path: string }) {
  const { source, columns, open } = drawing;
  return (
    <>
      <tr class={row.end === null ? '' : `row-${row.end.kind}`}>
        <td class="trace-line">{row.line === 0 ? 'test' : row.line}</td>
        <th scope="row" class="trace-source">
          <code>{row.line === 0 ? 'the test calls' : (source[row.line - 1] ?? '')}</code>
          {row.end !== null && <span class="row-end">{endWords(row.end)}</span>}
          {row.calls.map((call, i) => (
            <Toggle key={i} open={open} path={`${path}c${i}`}>
              calls <code>{call.scope}</code>
            </Toggle>
          ))}
        </th>
        {columns.map((name) => (
          <ValueCell key={name} value={row.values.get(name)} changed={row.changed.has(name)} />
        ))}
      </tr>
      {row.calls.map((call, i) =>
        open.value.has(`${path}c${i}`) ? (
          <tr key={i} class="row-inside">
            <td />
            <td colSpan={columns.length + 1}>
              <VariableTimeline call={call} source={source} caption={`Call of ${call.scope}`} />
            </td>
          </tr>
        ) : null,
      )}
    </>
  );
}

function Loop({ loop, drawing, path }: { loop: LoopNode; drawing: Drawing; path: string }) {
  const { source, columns, open } = drawing;
  const shown = turnsShown(loop.turns, open.value.has(`${path}all`));
  return (
    <>
      <tr class="row-loop">
        <td class="trace-line">{loop.line}</td>
        <th scope="row" colSpan={columns.length + 1}>
          <code class="trace-source">{source[loop.line - 1] ?? ''}</code>{' '}
          <span class="hint">
            {grouped(loop.turns.length)} iterations{loop.left ? '' : ', not left'}
          </span>
        </th>
      </tr>
      {shown.map((turn) =>
        turn.kind === 'hidden' ? (
          <tr key="hidden" class="row-hidden">
            <td />
            <td colSpan={columns.length + 1}>
              <Toggle open={open} path={`${path}all`}>
                {grouped(turn.count)} more iterations
              </Toggle>
            </td>
          </tr>
        ) : (
          <TurnLines
            key={turn.turn.number}
            turn={turn.turn}
            of={loop.turns.length}
            drawing={drawing}
            path={`${path}t${turn.turn.number}`}
          />
        ),
      )}
    </>
  );
}

function TurnLines({ turn, of, drawing, path }: { turn: Turn; of: number; drawing: Drawing; path: string }) {
  const { columns, open } = drawing;
  const changed = new Set(turn.rows.flatMap((row) => [...row.changed]));
  const last = turn.rows.at(-1);
  const end = turn.rows.findLast((row) => row.end !== null)?.end ?? null;
  return (
    <>
      <tr class="row-turn">
        <td />
        <th scope="row">
          <Toggle open={open} path={path}>
            iteration {grouped(turn.number)} of {grouped(of)}
          </Toggle>
          {end !== null && <span class="row-end">{endWords(end)}</span>}
        </th>
        {columns.map((name) => (
          <ValueCell key={name} value={last?.values.get(name)} changed={changed.has(name)} />
        ))}
      </tr>
      {open.value.has(path) && <Nodes nodes={turn.nodes} drawing={drawing} path={path} />}
    </>
  );
}

interface ToggleProps {
  readonly open: Drawing['open'];
  readonly path: string;
  readonly children: ComponentChildren;
}

function Toggle({ open, path, children }: ToggleProps) {
  const isOpen = open.value.has(path);
  return (
    <button
      type="button"
      class="quiet trace-toggle"
      aria-expanded={isOpen}
      onClick={() => {
        const next = new Set(open.value);
        if (isOpen) next.delete(path);
        else next.add(path);
        open.value = next;
      }}
    >
      <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {children}
    </button>
  );
}

function endWords({ kind, text }: RowEnd): string {
  return text === null ? kind : `${kind} ${text}`;
}
