import { resolve } from "node:path";
import type { GatePolicy } from "@app/plan-review";

/** What the runner needs to know of a CDKTF app. */
export interface ProjectDescription {
  /** Prefix of every stack id, and the name for all of them: `infra` for `infra-network`, `infra-dns` … */
  readonly group: string;
  readonly environments: () => readonly string[];
  readonly defaultEnvironment: string;
  /** Id of the stack that holds the bucket of all states. */
  readonly stateStack: string;
  /** Program and arguments that synthesize DEPLOY_ENV into CDKTF_OUTDIR, run in the app's folder. */
  readonly synthesize: readonly string[];
  /** Folder of the environments' output folders, relative to the app or absolute. Default: `cdktf.out`. */
  readonly output?: string;
  /** What a reviewed plan of an environment must not do, or only with approval. */
  readonly gates?: (environment: string) => GatePolicy;
  /** Variables for synthesis and for Terraform, besides those of this process. */
  readonly environmentVariables?: (
    environment: string,
    onProgress: (line: string) => void,
  ) => Promise<Readonly<Record<string, string>>>;
}

export function defineProject(description: ProjectDescription): ProjectDescription {
  return description;
}

/** A described project and where it lies. */
export interface Project extends ProjectDescription {
  /** Root of the checkout. */
  readonly root: string;
  /** Folder of the CDKTF app. */
  readonly folder: string;
}

/** Folder of everything that belongs to one environment: never shared with another. */
export function outputFolder({ folder, output = "cdktf.out" }: Project, environment: string): string {
  return resolve(folder, output, environment);
}
