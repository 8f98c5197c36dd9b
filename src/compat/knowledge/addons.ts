/** Dated facts; each table says where from and as of when. */
export interface AddonTable {
  /** `2026-11-22` */
  readonly asOf: string;
  readonly source: string;
}

export const ADDONS: AddonTable = { asOf: '2026-11-22', source: '' };
