import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** Runs a program to its end with the streams of this one; resolves to its exit code, 1 when it was ended. */
export function runChild(program, programArguments, environment = {}) {
  return new Promise((done) => {
    const child = spawn(program, programArguments, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}
