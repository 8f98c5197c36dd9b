import { readFileSync } from 'node:fs';

/**
 * The most memory that a process had at once, in bytes; 0 where the system does not tell, or the process is gone.
 * By the kernel's own count: getrusage() starts from what the parent had when it forked.
 * Source: proc_pid_status(5), `VmHWM`
 */
export function readPeakMemory(pid: number | 'self'): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
