import { testProjectStorage } from './project-storage-contract.ts';
import { openSqliteStorage } from './sqlite-storage.ts';

testProjectStorage('projects in SQLite', openSqliteStorage);
