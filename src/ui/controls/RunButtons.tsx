import type { Desk } from '../app/desk';

export function RunButtons({ desk }: { desk: Desk }) {
  const { primary, primaryEnabled, stepEnabled, stopEnabled, reason } = desk.available.value;
  const resumes = primary === 'resume';
  return (
    <div class="run-buttons">
      <button
        type="button"
        class="primary"
        disabled={!primaryEnabled}
        aria-describedby="run-reason"
        title={resumes ? 'Write all the lines that are left' : 'Write the function, line after line'}
        onClick={() => desk.run()}
      >
        <span aria-hidden="true">▶</span> {resumes ? 'Run on' : 'Run'}
      </button>
      <button
        type="button"
        disabled={!stepEnabled}
        title={resumes ? 'Write the next line, then wait' : 'Start, and wait before every line'}
        onClick={() => desk.step()}
      >
        <span aria-hidden="true">⇥</span> Step
      </button>
      <button
        type="button"
        disabled={!stopEnabled}
        title="End what is running; what is written stays"
        onClick={() => desk.stop()}
      >
        <span aria-hidden="true">■</span> Stop
      </button>
      <p class="run-reason" id="run-reason">
        {reason}
      </p>
    </div>
  );
}
