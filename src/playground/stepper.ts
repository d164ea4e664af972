/** Holds a run before each line until it is let through: the Step button. */
export class Stepper {
  #mode: 'run' | 'step';
  #waiting: (() => void) | null = null;

  constructor(
    mode: 'run' | 'step',
    private readonly onWait: (waiting: boolean) => void,
  ) {
    this.#mode = mode;
  }

  /** Resolves at once while running, or when the visitor lets the next line through. */
  readonly beforeLine = (): Promise<void> => {
    if (this.#mode === 'run') return Promise.resolve();
    this.onWait(true);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  };

  step(): void {
    this.#release();
  }

  resume(): void {
    this.#mode = 'run';
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) return;
    this.onWait(false);
    waiting();
  }
}
