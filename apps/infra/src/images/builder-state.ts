import { join } from "node:path";

/**
 * The variable that keeps what Docker's builder writes down inside the checkout, in the place of the user's own folder. Whoever
 * has chosen a folder keeps it.
 */
// https://docs.docker.com/build/building/variables/#buildx_config
export function builderState(root: string, variables: NodeJS.ProcessEnv): { readonly BUILDX_CONFIG: string } {
  return { BUILDX_CONFIG: variables.BUILDX_CONFIG || join(root, ".local/buildx") };
}
