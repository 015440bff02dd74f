import { rmSync } from "node:fs";
import { join } from "node:path";
import { selectStacks } from "../stacks/select";
import { UNSAVED, unsavedState } from "../terraform/unsaved-state";
import { inSession, type SessionOptions } from "./session";

export interface RecoverOptions extends SessionOptions {
  readonly patterns: readonly string[];
}

/** Saves the states that Terraform could not save itself. */
export async function recover(options: RecoverOptions): Promise<void> {
  await inSession(
    options,
    async (session) => {
      const stacks = selectStacks(session.stacks, session.project.group, options.patterns);
      const unsaved = stacks.filter(unsavedState);
      if (unsaved.length === 0) session.reporter.line("every state is saved; there is nothing to recover");
      for (const stack of unsaved) {
        const terraform = session.terraform(stack);
        await terraform.init();
        await terraform.push(UNSAVED);
        rmSync(join(stack.folder, UNSAVED));
        session.reporter.stack(stack.id, "✓ its state is saved");
      }
    },
    { plans: false },
  );
}
