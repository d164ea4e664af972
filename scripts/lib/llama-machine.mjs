/** The real machine behind `prepareLlama`. */
import { spawn } from 'node:child_process';
import { runCommand } from './run-command.mjs';

/**
 * @param {(line: string) => void} say
 * @returns {import('./llama-server.mjs').Machine}
 */
export function llamaMachine(say) {
  return {
    platform: process.platform,
    run: (program, args) => runCommand(program, args),
    tries: (program, args) =>
      new Promise((resolve) => {
        const child = spawn(program, args, { stdio: 'ignore' });
        child.on('error', () => resolve(1));
        child.on('close', (code) => resolve(code ?? 1));
      }),
    say,
  };
}
