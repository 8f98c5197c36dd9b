export { type ChartFile, parseChartFile, stampChartFile } from './chart-file.ts';
export { parseHelmignore } from './helmignore.ts';
export { CLASS_KUBERNETES_VERSION, checkKubeVersion } from './kube-version.ts';
export { HELM_FILE_LIMIT, selectChartFiles } from './select-files.ts';
