import type {Law} from '../diagnostics/law.js';
import type {OriginId} from '../model/origin.js';
import type {Topology} from '../model/topology.js';
import type {Release, TripleoFacts} from '../tripleo/facts.js';

/** A file to deploy. The path is relative, with `/`, and never leaves the folder it is written to. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Collects what a writer cannot say in its format. Nothing is left out without a finding. */
export interface WriteReport {
  add(
    law: Law,
    finding: {
      readonly message: string;
      readonly subjects?: readonly string[];
      readonly at?: OriginId;
      readonly notes?: readonly {readonly message: string; readonly at?: OriginId}[];
      readonly fix?: string;
    },
  ): void;
}

/** What a writer is asked for beside the topology. */
export interface WriteOptions {
  readonly facts: TripleoFacts;
  readonly release: Release;
  /** Which version of network_data is written; the release's own where absent. */
  readonly networkData?: 1 | 2;
  /** Where the stock templates lie on the machine that deploys. */
  readonly templates: string;
  /** Whether the services run clustered on several hosts or alone on one. */
  readonly topology: 'high-availability' | 'single-node';
  /** The stack's name. */
  readonly stack: string;
}

/** One output: pure, a topology in, files out. */
export interface Writer {
  readonly name: string;
  readonly summary: string;
  write(topology: Topology, options: WriteOptions, report: WriteReport): readonly OutputFile[];
}
