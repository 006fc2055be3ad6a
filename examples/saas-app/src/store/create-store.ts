import { randomBytes } from 'node:crypto';
import type { Account, Mail, Project, Role, Task, User } from './entities.ts';

/** What Taskwell keeps, in memory alone: the oldest companies go when there are too many. */
export interface Store {
  now(): number;
  addAccount(name: string): Account;
  addUser(account: Account, details: NewUser): User;
  findUser(userId: string): User | undefined;
  findUserByEmail(email: string): User | undefined;
  /** The company that somebody was invited to. */
  findInvitation(inviteId: string): Account | undefined;
  /** Undefined where the company has too many already. */
  addProject(account: Account, name: string): Project | undefined;
  addTask(project: Project, title: string): Task | undefined;
  addMail(user: User, mail: Pick<Mail, 'subject' | 'text'>): void;
}

export interface NewUser {
  name: string;
  email: string;
  role: Role;
  passwordHash?: string;
}

const MOST_ACCOUNTS = 500;
const MOST_PROJECTS = 30;
const MOST_TASKS = 200;
const MOST_MAILS = 50;
const TRIAL_MS = 14 * 24 * 3_600_000;

/** An id that nobody guesses: a prefix and 72 random bits. */
export function createId(prefix: string): string {
  return `${prefix}_${randomBytes(9).toString('base64url')}`;
}

/** @param now milliseconds since 1970 UTC. */
export function createStore(now: () => number = Date.now): Store {
  const accounts = new Map<string, Account>();
  const users = new Map<string, User>();
  const everybody = () => [...users.values()];
  return {
    now,
    addAccount(name) {
      const [oldest] = accounts.values();
      if (accounts.size >= MOST_ACCOUNTS && oldest !== undefined) {
        accounts.delete(oldest.accountId);
        for (const { userId } of oldest.members) users.delete(userId);
      }
      const account = newAccount(name, now());
      accounts.set(account.accountId, account);
      return account;
    },
    addUser(account, details) {
      const user = { userId: createId('usr'), account, createdAt: now(), tickets: [], mails: [], ...details };
      users.set(user.userId, user);
      account.members.push(user);
      account.seats = Math.max(account.seats, account.members.length);
      return user;
    },
    findUser: (userId) => users.get(userId),
    findUserByEmail: (email) => everybody().find((user) => user.email === email.toLowerCase()),
    findInvitation: (inviteId) =>
      [...accounts.values()].find(({ invites }) => invites.some((invite) => invite.inviteId === inviteId)),
    addProject({ projects }, name) {
      if (projects.length >= MOST_PROJECTS) return undefined;
      const project: Project = { projectId: createId('prj'), name, tasks: [], createdAt: now() };
      projects.push(project);
      return project;
    },
    addTask({ tasks }, title) {
      if (tasks.length >= MOST_TASKS) return undefined;
      const task: Task = { taskId: createId('tsk'), title, status: 'todo', comments: [], createdAt: now() };
      tasks.push(task);
      return task;
    },
    addMail(user, mail) {
      user.mails.unshift({ mailId: createId('mail'), at: now(), ...mail });
      user.mails.splice(MOST_MAILS);
    },
  };
}

function newAccount(name: string, at: number): Account {
  return {
    accountId: createId('acc'),
    name,
    plan: 'trial',
    seats: 3,
    trialEndsAt: at + TRIAL_MS,
    createdAt: at,
    projects: [],
    members: [],
    invites: [],
    invoices: [],
  };
}
