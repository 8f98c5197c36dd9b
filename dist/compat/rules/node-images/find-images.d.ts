import type { Place } from '../../../finding.js';
import type { Facts } from '../../facts.js';
/** The subject of what the file of node images says. */
export declare const NODE_IMAGES = "node-images.yaml";
/** One place that says which image machines start from. */
export interface NodeImage {
    /** `DockerMachineTemplate/control-plane`, `node-images.yaml`. */
    readonly subject: string;
    readonly form: 'name' | 'url' | 'container';
    readonly text: string;
    readonly place: Place;
    /** Of the file behind a URL. */
    readonly hash?: {
        readonly algorithm: string;
        readonly value: string;
    };
    /** What a Metal3 machine checks the file with: its hash, or the URL of a file that has it. */
    readonly checksum?: string;
    /** `22.04`, where it is said apart from the text. */
    readonly ubuntu?: string;
    /** Which of several images that the stack provides it belongs to; undefined where it is asked for, by a machine template. */
    readonly provided?: string;
    /** Whether it is one for machines in OpenStack. */
    readonly isOpenStack: boolean;
}
/** All that the stack says of its node images: in `node-images.yaml`, and in the cluster class with the defaults of its variables. */
export declare function listSaidImages(facts: Facts): NodeImage[];
/** The same, once for each place and text. */
export declare function findNodeImages(facts: Facts): NodeImage[];
/** The URLs of node images, for asking whether they are there. */
export declare function listImageUrls(facts: Facts): string[];
