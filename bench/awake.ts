/**
 * Keeps the processors of a virtual machine awake. Officers type; between two requests a processor has nothing to do, and a virtual machine then
 * gives it back to its host, who may take long to return it: seconds were seen here at a tenth of full load, and none at full load.
 * A program of the idle class (it runs only where nothing else wants to) keeps each processor, as the other work of a real server's host does.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Starts one such program per processor; `stop` ends them, and so does the end of this process, however it comes, and the time. Where the system has no idle class nothing is started, and `awake` says so. */
export function keepAwake(seconds: number): { readonly awake: boolean; stop: () => void } {
  const awake = process.platform === 'linux' && spawnSync('chrt', ['--idle', '0', 'true']).status === 0;
  const programs = awake ? cpus().map(() => spawn('timeout', [String(Math.ceil(seconds)), 'chrt', '--idle', '0', 'sh', '-c', `while kill -0 ${process.pid}; do :; done`], { stdio: 'ignore' })) : [];
  const stop = (): void => { for (const program of programs) program.kill(); };
  process.once('exit', stop);
  return { awake, stop };
}
