/** The desks of servers elsewhere over what this browser has. */
import { effect } from '@preact/signals';
import { KeyRing, tabSession } from '../../clients/endpoint/key-ring';
import { mayConnect } from '../../csp/page-connections';
import type { Playground } from '../playground';
import type { TextStorage } from '../settings';
import { EndpointDesk } from './endpoint-desk';
import { JudgeDesk } from './judge-desk';

export function createEndpoint(playground: Playground, storage: TextStorage): EndpointDesk {
  const desk = new EndpointDesk({
    storage,
    keys: new KeyRing(tabSession()),
    mayConnect,
    fetch: (...args) => fetch(...args),
    use: (model) => playground.useEndpoint(model),
  });
  effect(() => {
    const state = playground.model.value;
    if (state.kind === 'loading' || (state.kind === 'ready' && state.description.device !== 'endpoint')) desk.left();
  });
  effect(() => {
    if (playground.run.value.kind === 'preparing') desk.beginCounting();
  });
  return desk;
}

export function createJudge(playground: Playground, storage: TextStorage): JudgeDesk {
  return new JudgeDesk({
    storage,
    mayConnect,
    fetch: (...args) => fetch(...args),
    use: (judge) => playground.useJudge(judge),
  });
}
