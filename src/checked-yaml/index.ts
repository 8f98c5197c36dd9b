export * from './check-data.ts';
export { checkYaml, type LocatedIssue } from './check-yaml.ts';
