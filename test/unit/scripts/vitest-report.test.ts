import { describe, expect, it } from 'vitest';
import {
  addCounts,
  closingLine,
  countReport,
  failedFiles,
  withSecondTry,
} from '../../../scripts/lib/vitest-report.mjs';

const test = (status: string, fullName = 'a test') => ({ status, fullName });

describe('countReport', () => {
  it('counts tests of all files, and skipped ones that need data', () => {
    const counts = countReport({
      testResults: [
        { name: '/a', status: 'passed', assertionResults: [test('passed'), test('skipped', 'mbpp [data] reads')] },
        {
          name: '/b',
          status: 'failed',
          assertionResults: [test('failed'), test('pending'), test('todo'), test('passed')],
        },
      ],
    });
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 3, dataSkipped: 1 });
  });

  it('counts a file that could not be run as a failure', () => {
    expect(countReport({ testResults: [{ name: '/a', status: 'failed', assertionResults: [] }] }).failed).toBe(1);
    const broken = { name: '/a', status: 'failed', assertionResults: [test('passed'), test('skipped')] };
    expect(countReport({ testResults: [broken] }).failed).toBe(1);
  });

  it('takes files that were tried again from their second try, and what failed twice is a failure', () => {
    const file = (name: string, status: string) => ({ name, status, assertionResults: [test(status)] });
    const first = { testResults: [file('/a', 'passed'), file('/b', 'failed'), file('/c', 'failed')] };
    expect(failedFiles(first)).toEqual(['/b', '/c']);
    const second = { testResults: [file('/b', 'passed'), file('/c', 'failed')] };
    expect(countReport(withSecondTry(first, second))).toMatchObject({ passed: 2, failed: 1 });
    // What the second try has no word of stays as it was.
    expect(countReport(withSecondTry(first, { testResults: [] }))).toMatchObject({ passed: 1, failed: 2 });
  });

  it('gives the line that continuous integration reads', () => {
    const counts = { passed: 3, failed: 1, skipped: 2, dataSkipped: 1 };
    expect(closingLine(addCounts(counts, counts))).toBe('6 passed, 2 failed, 4 skipped');
  });
});
