import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const POLL_MS = 10;
/** Of the times in /proc: sysconf(_SC_CLK_TCK), which is 100 on every Linux there is. */
const TICKS_PER_SECOND = 100;

export interface ProcessMeasure {
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** What it had of the processors, and the most memory that it ever held; null where the system does not tell. */
  readonly cpuMs: number | null;
  readonly maxResidentMib: number | null;
  readonly output: string;
}

/** Runs a program to its end and measures it from outside. Rejects when it fails. */
export async function measureProcess(
  command: string,
  args: readonly string[],
  keepsOutput = false,
): Promise<ProcessMeasure> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', keepsOutput ? 'pipe' : 'ignore', 'ignore'] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  let seen: Usage = { cpuMs: null, maxResidentMib: null };
  const timer = setInterval(() => (seen = usageOf(child.pid) ?? seen), POLL_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`${command} ended with ${code}.`);
    return { wallMs: performance.now() - started, ...seen, output };
  } finally {
    clearInterval(timer);
  }
}

type Usage = Pick<ProcessMeasure, 'cpuMs' | 'maxResidentMib'>;

function usageOf(pid: number | undefined): Usage | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything but ends with the last bracket: utime and stime are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return kib === undefined
      ? null
      : { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, maxResidentMib: Number(kib) / 1024 };
  } catch {
    // No such folder on this system, or the process has just ended.
    return null;
  }
}
