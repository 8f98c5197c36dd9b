import { describeCommands } from '../docs/describe-commands.ts';
import { DOCUMENTS } from '../docs/documents.ts';

describeCommands(DOCUMENTS.filter(({ first }) => !first));
