export { compareReleases, openStandings, type Standing } from './find-next.js';
export { listNames, listReleases } from './list-releases.js';
export type { ListDetail, ListedAddon, ListedChart, ListedRelease, ListReport, ListRequest } from './model.js';
export { listCharts } from './read-addons.js';
