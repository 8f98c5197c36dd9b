export { compareReleases, openStandings, type Standing } from './find-next.ts';
export { listNames, listReleases, listTold, type Told } from './list-releases.ts';
export type { ListDetail, ListedAddon, ListedChart, ListedRelease, ListReport, ListRequest } from './model.ts';
export { listCharts } from './read-addons.ts';
