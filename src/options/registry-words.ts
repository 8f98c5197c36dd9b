/** A host or repository as people copy it, without blanks around it and the scheme before it. */
export function withoutScheme(text: string): string {
  return text.trim().replace(/^[a-z]+:\/\//, '');
}

/** Whether a token is GitHub's, by its prefix. Source: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
export function isGitHubToken(token: string): boolean {
  return /^(?:gh[a-z]_|github_pat_)/.test(token);
}
