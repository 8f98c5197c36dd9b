export { CHART_FOLDER_CODES } from './charts.js';
export { DIRECTORY_CODES } from './directory.js';
export { LINE_CODES } from './lines.js';
export { STAGE_CODES } from './stages.js';
