export { type ChartFile, parseChartFile, stampChartFile } from './chart-file.ts';
export { parseHelmignore } from './helmignore.ts';
export { HELM_FILE_LIMIT, selectChartFiles } from './select-files.ts';
