import { describe, expect, it } from 'vitest';
import { addCounts, closingLine, countReport } from '../../../scripts/lib/vitest-report.mjs';

const test = (status: string, fullName = 'a test') => ({ status, fullName });

describe('countReport', () => {
  it('counts tests of all files, and skipped ones that need data', () => {
    const counts = countReport({
      testResults: [
        { status: 'passed', assertionResults: [test('passed'), test('skipped', 'mbpp [data] reads')] },
        { status: 'failed', assertionResults: [test('failed'), test('pending'), test('todo'), test('passed')] },
      ],
    });
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 3, dataSkipped: 1 });
  });

  it('counts a file that could not be run as a failure', () => {
    expect(countReport({ testResults: [{ status: 'failed', assertionResults: [] }] }).failed).toBe(1);
    const broken = { status: 'failed', assertionResults: [test('passed'), test('skipped')] };
    expect(countReport({ testResults: [broken] }).failed).toBe(1);
  });

  it('gives the line that continuous integration reads', () => {
    const counts = { passed: 3, failed: 1, skipped: 2, dataSkipped: 1 };
    expect(closingLine(addCounts(counts, counts))).toBe('6 passed, 2 failed, 4 skipped');
  });
});
