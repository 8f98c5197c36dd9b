export * from './bump-version.ts';
export * from './minor.ts';
export * from './release-name.ts';
export * from './version.ts';
export * from './versions.ts';
