import { ReleaseError } from '../errors.ts';
import type { GitHub } from '../github/index.ts';

const BEGIN = '<!-- state of this release -->';
const END = '<!-- end of its state -->';

/** A release's notes with a notice at their top, or without one. All else stays as it is, to the byte. */
function setNotice(body: string, notice: string | undefined): string {
  const [at, end] = [body.indexOf(BEGIN), body.indexOf(END)];
  const rest = at < 0 || end < at ? body : body.slice(0, at) + body.slice(end + END.length).replace(/^(?:\r?\n){1,2}/, '');
  // Whoever writes the reason cannot end the notice.
  return notice === undefined ? rest : `${BEGIN}\n${notice.replaceAll('<!--', '&lt;!--')}\n${END}\n\n${rest}`;
}

/**
 * Says at the top of a published release's notes what it is now. Its files and its tag are not touched.
 * @param notice Markdown; undefined takes away what an earlier one said
 * @throws ReleaseError `no-release`
 */
export async function markRelease(github: GitHub, name: string, notice: string | undefined): Promise<'marked' | 'present'> {
  const release = await github.releaseByTag(name);
  if (release === undefined) throw new ReleaseError('no-release', `github:${github.slug} has no release ${name}`);
  const body = setNotice(release.body, notice);
  if (body === release.body) return 'present';
  await github.setNotes(release.id, body);
  return 'marked';
}
