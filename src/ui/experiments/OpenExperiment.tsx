import { useSignal } from '@preact/signals';
import { COST_UNITS, summaryTables } from '../../experiments/metrics';
import { costTables } from '../../experiments/metrics/summary';
import type { ExperimentRunner } from '../../experiments/runner';
import type { Desk } from '../app/desk';
import { Fold } from '../shared/Fold';
import { CostChart } from './CostChart';
import { DataTable } from './DataTable';
import { ExperimentHead } from './ExperimentHead';
import { RunRows } from './RunRows';
import { SolvedChart } from './SolvedChart';
import { useSettled } from './use-settled';

/** One experiment: its controls, what came of it so far, and every run. */
export function OpenExperiment({ desk, runner }: { desk: Desk; runner: ExperimentRunner }) {
  const { name, baseline } = runner.experiment.value;
  const unit = useSignal<(typeof COST_UNITS)[number]>(COST_UNITS[0]);
  const shown = useSettled(runner, (rows) => ({
    rows,
    tables: summaryTables(rows, baseline),
    costs: costTables(rows),
  }));
  return (
    <section class="open-experiment" aria-label={name}>
      <ExperimentHead runner={runner} />
      {shown.rows.length > 0 && (
        <>
          <div class="charts">
            <SolvedChart rows={shown.rows} name={name} />
            <CostChart rows={shown.rows} name={name} unit={unit} />
          </div>
          {shown.tables.map((table, i) => (
            <DataTable key={table.title} table={table} name={name} title={i === 0 ? 'Solved' : table.title} />
          ))}
          <Fold summary="Solved within a budget, as tables" open={false}>
            {shown.costs.map((table) => (
              <DataTable key={table.title} table={table} name={name} />
            ))}
          </Fold>
          <RunRows desk={desk} runner={runner} rows={shown.rows} />
        </>
      )}
    </section>
  );
}
