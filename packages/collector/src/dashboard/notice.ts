/** What every page of a project says on top for now. */
export interface Notice {
  readonly text: string;
  /** Pages refresh themselves until it is gone. */
  readonly isPassing?: boolean;
}
