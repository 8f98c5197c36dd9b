export { catalogReleased } from './catalog-released.ts';
export { formatCatalog } from './format-catalog.ts';
export type { CatalogedRelease, CatalogReport, CatalogRequest } from './model.ts';
export { writeCatalog } from './write-catalog.ts';
