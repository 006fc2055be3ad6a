import type { ModelVersion } from '../../../storage/project-storage.ts';
import type { Transact } from '../transaction.ts';

/** Keeps the score rows of a project what the daily counts say: at most ten seconds behind them, up to date for who asks. */
export interface ScoreKeeper {
  /** In the transaction that opens the file: what a crash left behind is counted anew, half-built sets are dropped. */
  prepare(): void;
  /** Makes the rows of versions that have none, then removes those that nobody needs any more. */
  catchUp(): Promise<void>;
  /** Builds the rows of a version while those of the one before are read; `publish` runs when they take over. */
  build(model: ModelVersion, publish: () => ModelVersion): Promise<ModelVersion>;
  /** Brings all rows up to date: with every append that was answered, and for today. */
  settle(): Promise<void>;
  /** Writes what waits, so that the next start has nothing to count anew. */
  close(transact: Transact): void;
}
