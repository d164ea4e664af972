/** The downloading worker: network, disk and hashes, away from the page and from the model. */
import { expose } from 'comlink';
import { openStore } from '../storage/open-store';
import { HubWorker } from './hub-worker';
import { browserRecords } from './model-records';

expose(new HubWorker({ openStore, records: browserRecords(), locks: navigator.locks }));
