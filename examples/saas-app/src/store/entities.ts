/** Times are milliseconds since 1970 UTC. */
export type Plan = 'trial' | 'starter' | 'pro' | 'cancelled';

export type Role = 'admin' | 'member';

export type TaskStatus = 'todo' | 'doing' | 'done';

export interface Comment {
  author: string;
  text: string;
  at: number;
}

export interface Task {
  taskId: string;
  title: string;
  status: TaskStatus;
  comments: Comment[];
  createdAt: number;
}

export interface Project {
  projectId: string;
  name: string;
  tasks: Task[];
  createdAt: number;
}

export interface Invite {
  inviteId: string;
  email: string;
  at: number;
}

export interface Invoice {
  invoiceId: string;
  /** Euros. */
  amount: number;
  seats: number;
  at: number;
}

/** A company. */
export interface Account {
  accountId: string;
  name: string;
  plan: Plan;
  seats: number;
  trialEndsAt: number;
  createdAt: number;
  projects: Project[];
  members: User[];
  invites: Invite[];
  invoices: Invoice[];
}

export interface Ticket {
  ticketId: string;
  subject: string;
  text: string;
  at: number;
  answer?: string;
}

export interface Mail {
  mailId: string;
  subject: string;
  text: string;
  at: number;
  openedAt?: number;
}

/** A person with a seat. */
export interface User {
  userId: string;
  account: Account;
  name: string;
  email: string;
  role: Role;
  createdAt: number;
  /** Absent: nobody can sign in as them, because they are only there to be seen. */
  passwordHash?: string;
  tickets: Ticket[];
  mails: Mail[];
}

/** Monthly price of a seat, in euros. */
export const PRICES: Record<'starter' | 'pro', number> = { starter: 9, pro: 19 };
