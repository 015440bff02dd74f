import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudError } from "../cloud-error";
import type { PostgresBinaries } from "./binaries";
import { asServerUser, type ServerUser } from "./server-user";

const run = promisify(execFile);

/** RDS keeps a superuser of this name for itself, and gives nobody else that right. */
export const ADMINISTRATOR = "rdsadmin";

/** Whoever comes without TLS is sent away, as `rds.force_ssl` does. */
const HOST_BASED_AUTHENTICATION = "hostssl all all all scram-sha-256\n";

/** Files of one server. */
export class DataFolder {
  readonly data: string;
  readonly log: string;
  readonly certificate: string;
  readonly key: string;
  readonly rules: string;

  constructor(readonly path: string) {
    this.data = join(path, "data");
    this.log = join(path, "server.log");
    this.certificate = join(path, "server.pem");
    this.key = join(path, "server.key");
    this.rules = join(path, "pg_hba.conf");
  }

  get administratorPassword(): string {
    return readFileSync(this.passwordFile, "utf8");
  }

  /** Makes an empty server where there is none yet. @throws CloudError when that fails. */
  async prepare(binaries: PostgresBinaries, user: ServerUser | undefined): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    this.give(this.path, user);
    this.requireVersion(binaries);
    // What an interrupted start left half made.
    if (!existsSync(this.made)) rmSync(this.data, { recursive: true, force: true });
    if (existsSync(this.data)) return;
    this.write(this.passwordFile, randomBytes(24).toString("hex"), user);
    const options = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", `--pwfile=${this.passwordFile}`];
    const wanted = [`--pgdata=${this.data}`, `--username=${ADMINISTRATOR}`, ...options];
    const initdb = asServerUser(user, binaries.initdb, wanted, this.path);
    try {
      await run(initdb.file, initdb.args, { cwd: this.path, ...initdb.options });
    } catch (error) {
      throw new CloudError(`initdb failed in ${this.path}: ${(error as { stderr?: string }).stderr ?? error}`);
    }
    this.write(this.made, "", user);
  }

  /** What the server shows to its clients, and whom it lets in. */
  writeSettings(certificate: { readonly key: string; readonly certificate: string }, user: ServerUser | undefined) {
    this.write(this.certificate, certificate.certificate, user);
    this.write(this.key, certificate.key, user);
    this.write(this.rules, HOST_BASED_AUTHENTICATION, user);
  }

  private get passwordFile(): string {
    return join(this.path, "administrator-password");
  }

  /** There once initdb has ended well. */
  private get made(): string {
    return join(this.path, "made");
  }

  /** Another major version does not read these files. */
  private requireVersion({ postgres }: PostgresBinaries): void {
    const file = join(this.data, "PG_VERSION");
    if (!existsSync(file)) return;
    const version = readFileSync(file, "utf8").trim();
    const wanted = readFileSync(join(postgres, "../../../package.json"), "utf8").match(/"version": "(\d+)\./)?.[1];
    if (version === wanted) return;
    throw new CloudError(
      `the database in ${this.path} is of Postgres ${version}, and this checkout has ${wanted}; remove the folder to begin with an empty one`,
    );
  }

  private write(file: string, content: string, user: ServerUser | undefined): void {
    writeFileSync(file, content, { mode: 0o600 });
    this.give(file, user);
  }

  private give(path: string, user: ServerUser | undefined): void {
    if (user) chownSync(path, user.uid, user.gid);
  }
}
