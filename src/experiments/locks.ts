/**
 * Who makes which run. With Web Locks every run has a lock of its own, so two tabs work on one experiment and none of its
 * runs is made twice. Without them (a page that is not from localhost or https) one tab at a time holds a lease on the
 * whole experiment, which runs out when the tab is gone.
 */

export interface RunLocks {
  /** True: take runs one by one. False: `claim` the experiment first. */
  readonly perRun: boolean;
  /**
   * Does the work while nobody else can do it. Undefined, without doing it, where somebody else is at it and `wait` is
   * false. `name` is the run's.
   */
  alone<T>(name: string, wait: boolean, work: () => Promise<T>): Promise<T | undefined>;
  /** Null where another tab has it; else what gives it back. */
  claim(experiment: string): (() => void) | null;
}

export function webLocks(manager: LockManager): RunLocks {
  return {
    perRun: true,
    alone: async (name, wait, work) =>
      manager.request(`eg-cfg.run.${name}`, { ifAvailable: !wait }, async (lock) =>
        lock === null ? undefined : work(),
      ),
    claim: () => () => undefined,
  };
}

const LEASE_MS = 6_000;
const RENEW_MS = 2_000;

/** `storage` is localStorage, whose writes every tab sees at once. */
export function leaseLocks(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, tab: string): RunLocks {
  return {
    perRun: false,
    alone: async (_, __, work) => work(),
    claim(experiment) {
      const key = `eg-cfg.lease.${experiment}`;
      const [holder = '', until = '0'] = (storage.getItem(key) ?? '').split(' ');
      if (holder !== tab && Number(until) > Date.now()) return null;
      const renew = () => storage.setItem(key, `${tab} ${Date.now() + LEASE_MS}`);
      renew();
      const timer = setInterval(renew, RENEW_MS);
      return () => {
        clearInterval(timer);
        if (storage.getItem(key)?.startsWith(`${tab} `) === true) storage.removeItem(key);
      };
    },
  };
}

export function browserLocks(): RunLocks {
  if ('locks' in navigator && navigator.locks !== undefined) return webLocks(navigator.locks);
  const tab = crypto.getRandomValues(new Uint32Array(2)).join('-');
  try {
    return leaseLocks(localStorage, tab);
  } catch {
    // Storage is refused: nothing is kept that another tab could work on too.
    return leaseLocks({ getItem: () => null, setItem: () => undefined, removeItem: () => undefined }, tab);
  }
}
