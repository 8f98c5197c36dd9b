import { describeCommands } from './describe-commands.ts';
import { DOCUMENTS } from './documents.ts';

describeCommands(DOCUMENTS.filter(({ first }) => first));
