import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/** The user's home. A HOME that is empty or relative would be a folder of whatever checkout this runs in, so it does not count. */
export function findHome(): string {
  const home = homedir();
  if (isAbsolute(home)) return home;
  try {
    return userInfo().homedir;
  } catch {
    // A user without an entry: as for other tools, it has no home of its own.
    return '/';
  }
}
