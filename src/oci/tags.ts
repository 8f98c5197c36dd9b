import { isObject } from '../data.ts';
import { describeRequest, HttpError, type HttpResponse, onOwnOrigin } from '../http/index.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { OciError } from './error.ts';
import { parseLinks } from './link-header.ts';
import { isTag } from './reference.ts';

export interface TagsPage {
  readonly tags: readonly string[];
  readonly next: URL | undefined;
}

/** Reads one page of a tag list. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags */
export function parseTagsPage(response: HttpResponse): TagsPage {
  const place = describeRequest(response);
  if (response.truncated) throw new OciError('too-large', `${place}: the list of tags is too long`);
  const json = parseJson(response.body);
  // A repository without tags has the list null in some registries.
  const tags = isObject(json) && 'tags' in json ? (json['tags'] ?? []) : undefined;
  if (!Array.isArray(tags)) throw new HttpError('invalid-response', `${place}: this is not a list of tags; check host and repository`);
  return { tags: tags.map((tag: unknown) => checkTag(tag, place)), next: nextOf(response) };
}

function checkTag(tag: unknown, place: string): string {
  if (typeof tag === 'string' && isTag(tag)) return tag;
  throw new HttpError(
    'invalid-response',
    `${place}: ${typeof tag === 'string' ? `"${clipText(tag, 40)}"` : 'something that is not text'} is not a tag`,
  );
}

/** The target of `Link: <…>; rel="next"`. A list that goes on, and does not say readably where, is not one that ends. */
function nextOf({ headers, method, url }: HttpResponse): URL | undefined {
  const { links, isWhole } = parseLinks(headers.get('link') ?? '');
  const place = describeRequest({ method, url });
  const target = links.find(({ relations }) => relations.includes('next'))?.target;
  if (target === undefined) {
    if (isWhole && links.every(({ relations }) => relations.length > 0)) return undefined;
    throw new HttpError(
      'invalid-response',
      `${place}: whether there are more tags is not known, since the header Link is not like <URL>; rel="next"; tell whoever runs the registry, or a proxy before it`,
    );
  }
  if (!URL.canParse(target, url.href)) throw new HttpError('invalid-response', `${place}: the next page of tags is not a URL`);
  const next = onOwnOrigin(url, new URL(target, url));
  if (next.origin === url.origin && next.username === '' && next.password === '') return next;
  throw new HttpError(
    'unsafe-redirect',
    `${place}: the next page is said to be at ${next.origin}, another host; a registry behind a proxy has to be told its public https URL`,
  );
}
