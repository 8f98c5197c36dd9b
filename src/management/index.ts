export { type ChosenProviders, type ChosenVersion, chooseProviders, type ProviderNeeds } from './choose-providers.ts';
export { MANAGEMENT_CODES, MANIFESTS_CODES } from './codes.ts';
export { doctorManagement, type ManagementDoctorRequest } from './doctor/doctor-management.ts';
export type {
  ClassReport,
  ClusterStackReport,
  InstalledReport,
  ManagementDoctorReport,
  ManagementReport,
} from './doctor/report.ts';
export type { OfferedRelease, ReleaseState } from './manifests/offered-release.ts';
export { parseLabel, parseMinor, parseNewest, requireNamespaces } from './manifests/parse-words.ts';
export { type DatedState, pickStates } from './manifests/pick-states.ts';
export type { ChoiceReport, FileReport, ManifestsReport, StackListReport } from './manifests/report.ts';
export type { ManifestsRequest } from './manifests/request.ts';
export { manifests } from './manifests/run-manifests.ts';
export type { Choice } from './solver/choice.ts';
export { type Solution, solve } from './solver/solve.ts';
export type { RunRelease, Tables, Wanted } from './solver/wanted.ts';
