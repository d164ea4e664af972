import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { decodeCosts } from '../../../src/runs/decode-costs';
import { readRunFile } from '../../../src/runs/run-file';
