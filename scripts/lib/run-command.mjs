import { endWithParent } from './end-with-parent.mjs';
import { say } from './say.mjs';

/** A step that failed in a way its message explains: shown without a stack. */
export class StepFailed extends Error {
  /**
   * @param {string} message what went wrong, and what to do
   * @param {number} exitCode 1 to 255
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs one of the workspace's commands and turns what it throws into a message and an exit code. An error with a hint
 * (the collector's) is shown by its message and hint; any other is a defect, and shown with its stack.
 * @param {() => Promise<void>} command
 */
export async function runCommand(command) {
  endWithParent();
  try {
    await command();
  } catch (error) {
    process.exitCode = error instanceof StepFailed ? error.exitCode : 1;
    if (error instanceof StepFailed) say(error.message);
    else if (error instanceof Error && 'hint' in error) say(`${error.message}\n  ${error.hint}`);
    else console.error(error);
  }
}
