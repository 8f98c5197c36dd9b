export { CHART_FOLDER_CODES } from './charts.ts';
export { DIRECTORY_CODES } from './directory.ts';
export { LINE_CODES } from './lines.ts';
export { STAGE_CODES } from './stages.ts';
