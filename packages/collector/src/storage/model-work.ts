import type { Signal } from '@ardent/core';
import type { Change } from './control-storage.ts';
import type { ModelVersion, ProfileId, PublishModel } from './project-storage.ts';
import type { SetProbability, StoredProbability } from './version-probability.ts';

/** `filling`: it is to be published once its signals are counted. */
export type VersionState = 'draft' | 'filling' | 'published';

/** A version whatever its state. */
export interface ListedVersion extends ModelVersion {
  state: VersionState;
  publishedBy: string | null;
  /** Of the days with events that are kept, the share whose events its signals have counted, 0 to 1. */
  countedRatio: number;
  /**
   * How much of its score rows is built, 0 to 1; from 1 on lists can be asked of it. Null: it has none, because it is a
   * draft or no longer current.
   */
  scoredRatio: number | null;
}

/** A version to store. */
export interface NewVersion extends PublishModel {
  /** Whether it is to count as soon as its signals are counted; else it is a draft. */
  publish: boolean;
}

/** A stored version that is to count. */
export interface PublishVersion extends Change {
  modelId: string;
  version: number;
}

/** An event by which an outcome is known. */
export interface Outcome {
  /** Such as `cancelled`. */
  name: string;
  /** Name of the event; it is left out of whatever predicts it. */
  event: string;
  /** Whether it is good news. */
  good: boolean;
  /** Whether it comes once in a person's life: who had it is asked no more. */
  once: boolean;
}

/** The project's outcomes, all of them, and who says so. */
export interface SetOutcomes {
  outcomes: readonly Outcome[];
  change: Change;
}

/** A stored signal. */
export interface SignalState {
  signalId: number;
  /** Whether all kept days are counted. */
  isCounted: boolean;
}

/** Changes that work on models makes. Every promise resolves after the change is fsynced. */
export interface ModelWorkWrites {
  /** Stores a version and begins to count its unknown signals; does not wait for them. */
  addVersion(request: NewVersion): Promise<ListedVersion>;
  /**
   * Publishes a stored version once its signals are counted; one that is published stays as it is.
   *
   * @throws CollectorError `unknown_version`; `version_outdated` if a later version of its model is published.
   */
  publishVersion(request: PublishVersion): Promise<ListedVersion>;
  /** Replaces the project's outcomes. */
  setOutcomes(request: SetOutcomes): Promise<void>;
  /** Says what probability the scores of a version that there is stand for.*/
  setProbability(request: SetProbability): Promise<void>;
}

/** What work on models reads. */
export interface ModelWorkReads {
  /** All versions, drafts too, by model and version, the main model first. */
  listVersions(): Promise<ListedVersion[]>;
  listOutcomes(): Promise<Outcome[]>;
  findProbability(version: Pick<ModelVersion, 'modelId' | 'version'>): Promise<StoredProbability | undefined>;
  /** Whether an event of that name is kept of somebody, passive or not, bots' aside. */
  hasEvent(profileId: ProfileId, name: string): Promise<boolean>;
  /** The stored signals with these definitions, in the order given; undefined where there is none. */
  findSignals(
    signals: readonly Pick<Signal, 'event' | 'where' | 'measure'>[],
  ): Promise<(SignalState | undefined)[]>;
}
