import type { InitReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { InitReport as Output } from '../result.ts';

export default defineVerb<InitReport>({
  name: 'init',
  summary: 'write a new stack that can be checked and built at once',
  example: 'stacks/docker/mine --provider docker',
  order: 5,
  words: { name: '<dir>', description: 'the stack’s directory: a new or an empty one' },
  flags: [
    { flags: '--provider <name>', description: 'what its clusters run on', choices: ['docker', 'metal3', 'openstack'] },
    { flags: '--name <name>', description: 'the stack’s name: lower-case letters and digits (default: the directory’s)' },
    { flags: '--kubernetes <minor>', description: 'its Kubernetes minor, like 1.36 (default: the newest that there is a template for)' },
  ],
  async run({ words: [directory = ''], provider, name, kubernetes }, { ask }) {
    const { initStack } = await import('../scaffold/index.ts');
    return initStack({ directory, provider, name, kubernetes }, ask);
  },
  async show(report, { json }) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatCreated(report);
  },
  exitCode: () => 0,
});
