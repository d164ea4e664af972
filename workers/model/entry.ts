/** The model worker: what runs in its own thread, offered to the page. */
import { expose } from 'comlink';
import { ModelWorker } from './worker-api';

expose(new ModelWorker());
