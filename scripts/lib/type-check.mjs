/** Checks the types of every realm: each has a configuration of its own. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { packageFile, REPOSITORY } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const PLACES = ['src', 'workers', 'test', 'scripts'];

/** @returns {string[]} every configuration there is: one that the root forgot to name would go unchecked */
export function typeProjects() {
  return PLACES.flatMap((place) =>
    readdirSync(path.join(REPOSITORY, place), { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'tsconfig.json')
      .map((file) => path.posix.join(place, file.replaceAll(path.sep, '/'))),
  );
}

/** @returns {Promise<boolean>} whether every realm is free of type errors; all are checked */
export async function checkTypes() {
  let clean = true;
  for (const project of typeProjects()) {
    const status = await runCommand(process.execPath, [packageFile('typescript', 'bin/tsc'), '-p', project], {
      cwd: REPOSITORY,
    });
    console.log(`${status === 0 ? 'no type errors' : 'TYPE ERRORS   '}  ${project}`);
    clean &&= status === 0;
  }
  return clean;
}
