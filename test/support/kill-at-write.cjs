// Loaded before the program: kills it at its Nth step that writes to disk, before the step or half-way through it.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const at = Number(process.env.KILL_AT);
let count = 0;
for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'rmdirSync']) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    // Only what is below the folder that is watched.
    if (!String(path).includes(process.env.KILL_BELOW)) return real(path, ...rest);
    count++;
    if (count === at) {
      if (name === 'writeFileSync') real(path, rest[0].slice(0, rest[0].length / 2), rest[1]);
      process.kill(process.pid, 'SIGKILL');
    }
    return real(path, ...rest);
  };
}
syncBuiltinESMExports();
process.on('exit', () => {
  if (process.env.KILL_COUNT) fs.writeSync(2, `steps: ${count}\n`);
});
