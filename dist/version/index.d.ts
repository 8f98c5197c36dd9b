export * from './bump-version.js';
export * from './minor.js';
export * from './release-name.js';
export * from './version.js';
export * from './versions.js';
