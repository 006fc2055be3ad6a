import { describe } from 'vitest';
import { createStorageSubject, type OpenStorage, type StorageSettings } from './contract/storage-subject.ts';
import { testEvents } from './contract/test-events.ts';
import { testIdentity } from './contract/test-identity.ts';
import { testMessageIds } from './contract/test-message-ids.ts';
import { testModels } from './contract/test-models.ts';
import { testPeople } from './contract/test-people.ts';
import { testRetention } from './contract/test-retention.ts';
import { testTime } from './contract/test-time.ts';
import { testWriting } from './contract/test-writing.ts';

/** What every adapter of project storage must do. */
export function testProjectStorage(
  name: string,
  openStorage: (settings: StorageSettings) => Promise<OpenStorage>,
): void {
  describe(name, () => {
    const subject = createStorageSubject(openStorage);
    testMessageIds(subject);
    testTime(subject);
    testIdentity(subject);
    testPeople(subject);
    testEvents(subject);
    testModels(subject);
    testWriting(subject);
    testRetention(subject);
  });
}
