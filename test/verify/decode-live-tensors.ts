/** Counts a runtime's cache tensors from outside: what its runs hand out and what is made, less what is disposed. */
import type { OrtRuntime, OrtTensor } from '../../workers/model/runtime';

export interface LiveTensors {
  readonly runtime: OrtRuntime;
  /** Cache tensors that were handed out or made and have not been disposed. */
  readonly live: () => number;
}

export function countingRuntime(runtime: OrtRuntime): LiveTensors {
  const alive = new Set<object>();
  const watch = (tensor: OrtTensor) => {
    alive.add(tensor);
    const dispose = tensor.dispose.bind(tensor);
    tensor.dispose = () => {
      alive.delete(tensor);
      dispose();
    };
  };
  const Tensor = new Proxy(runtime.Tensor, {
    construct(target, args, newTarget) {
      const tensor: OrtTensor = Reflect.construct(target, args, newTarget);
      // Token ids and masks are collected like any other memory; an empty past is no cache yet.
      if (tensor.dims.length === 4 && tensor.size > 0) watch(tensor);
      return tensor;
    },
  });
  const InferenceSession = new Proxy(runtime.InferenceSession, {
    get(target, key) {
      if (key !== 'create') return Reflect.get(target, key);
      return async (...args: Parameters<typeof target.create>) => {
        const session = await target.create(...args);
        const run = session.run.bind(session);
        const counted = async (feeds: Parameters<typeof run>[0]) => {
          const outputs = await run(feeds);
          for (const tensor of Object.values(outputs)) if (tensor.dims.length === 4) watch(tensor);
          return outputs;
        };
        Object.assign(session, { run: counted });
        return session;
      };
    },
  });
  return { runtime: { Tensor, InferenceSession, env: runtime.env }, live: () => alive.size };
}
