import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Application, type EnvironmentDescription, parseEnvironment } from "@app/config";
import { codeBlocks } from "./code-blocks";
import { pages, ROOT } from "./pages";
import { applicationModule, environmentModule, snippets } from "./snippet";

/** Inside the package, so that the modules find what they import. */
const OUT = join(__dirname, "../.snippets");

const AWS = { accountId: "222222222222", region: "eu-central-1" } as const;
const EMULATED = { aws: { ...AWS, emulated: true } };

interface Module {
  /** Where on which page. */
  readonly place: string;
  readonly path: string;
  /** The application that an environment is typed by. */
  readonly application?: string;
}

const applications: Module[] = [];
const environments: Module[] = [];

rmSync(OUT, { recursive: true, force: true });
for (const page of pages()) writeSnippets(page);

it("shows TypeScript that compiles", () => {
  const options = {
    extends: "../../../tsconfig.base.json",
    // What a page puts into apps/infra/src finds its neighbours there.
    compilerOptions: { rootDirs: ["infra", "../../../apps/infra/src"] },
    include: ["*/**/*.ts"],
  };
  writeFileSync(join(OUT, "tsconfig.json"), JSON.stringify(options));

  expect(typeErrors()).toBe("");
});

it.each(applications)("shows an application that is accepted: $place", ({ path }) => {
  const application = load<Application>(path);

  // Where it runs the page may say elsewhere: an emulated environment needs no identity provider.
  expect(() => parseEnvironment("staging", complete(application, EMULATED), application)).not.toThrow();
});

it.each(environments)("shows an environment that is accepted: $place", ({ path, application = "" }) => {
  const made = load<Application>(application);

  expect(() => parseEnvironment("staging", complete(made, load(path)), made)).not.toThrow();
});

function writeSnippets(page: string): void {
  const name = page.replaceAll(/\W+/g, "-");
  const shown = snippets(codeBlocks(readFileSync(join(ROOT, page), "utf8")));
  let application = join(OUT, name, "application.ts");
  if (shown.length > 0) write(application, applicationModule(""));
  for (const { file, line, code } of shown) {
    const place = `${page}:${line} ${file}`;
    const path = join(OUT, name, `${basename(file, ".ts")}-${line}.ts`);
    if (file === "application.ts") {
      application = path;
      write(path, applicationModule(code));
      applications.push({ place, path });
    } else if (file.startsWith("environments/")) {
      write(path, environmentModule(code, basename(application, ".ts")));
      environments.push({ place, path, application });
    } else if (file.startsWith("apps/infra/src/")) {
      write(join(OUT, "infra", file.slice("apps/infra/src/".length)), code);
    } else {
      throw new Error(`${place}: is none of application.ts, environments/NAME.ts and apps/infra/src/…`);
    }
  }
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function load<Content>(path: string): Content {
  return (require(path) as { default: Content }).default;
}

/** What a page leaves out of an environment. */
function complete(application: Application, shown: Partial<EnvironmentDescription>): object {
  const runSize = { cpu: 256, memoryMiB: 512 };
  const size = { ...runSize, tasks: { minimum: 1, maximum: 2 } };
  const table = { deletionProtected: true, pointInTimeRecovery: true };
  const postgres = { instanceClass: "db.t4g.micro", multiAZ: false, backupDays: 7, deletionProtected: true };
  return {
    aws: AWS,
    dns: { domain: "example.com" },
    network: {
      cidr: "10.30.0.0/16",
      availabilityZones: {
        a: { publicCidr: "10.30.0.0/24", privateCidr: "10.30.16.0/20" },
        b: { publicCidr: "10.30.1.0/24", privateCidr: "10.30.32.0/20" },
      },
      nat: "single",
    },
    alb: { deletionProtected: false },
    alarms: { subscribers: "elsewhere" },
    services: byKind(application.services, {
      internal: size,
      oneOff: runSize,
      scheduled: runSize,
      web: size,
      worker: size,
    }),
    data: byKind(application.data ?? {}, {
      bucket: { deletionProtected: true },
      cache: {},
      fileSystem: { deletionProtected: true, backups: true },
      postgres,
      queue: {},
      table,
    }),
    ...shown,
  };
}

function byKind<Kind extends string>(
  described: Readonly<Record<string, { readonly kind: Kind }>>,
  places: Readonly<Record<Kind, object>>,
): object {
  return Object.fromEntries(Object.entries(described).map(([key, { kind }]) => [key, places[kind]]));
}

function typeErrors(): string {
  try {
    execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", OUT], { encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
