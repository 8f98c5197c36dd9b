import type { Place } from '../finding.js';
import type { RenderedObject, RenderProblem } from './rendering.js';
/**
 * The objects in what `helm template` prints. A list comes as itself, since CSO takes none apart, and then by its items.
 * @param placeOf where a template's object is to be shown; `index` counts the documents of one template
 */
export declare function parseManifests(text: string, placeOf: (template: string, object: {
    readonly kind: string;
    readonly name: string;
    readonly index: number;
}) => Place): {
    readonly objects: readonly RenderedObject[];
    readonly problems: readonly RenderProblem[];
};
