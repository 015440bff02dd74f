import { rmSync } from "node:fs";
import { join } from "node:path";
import { compare } from "./compare";

/** Synthesis of every stack of one environment against aws-cdk synthesizing the equivalent system. Aim: at most a third. */
const runs = Number(process.argv[2] ?? 5);
const root = join(__dirname, "..");
const cdktfOutput = join(root, ".local/bench/staging");
const cdkOutput = join(root, ".local/bench/cdk.out");

compare(
  {
    name: "cdktf",
    prepare: () => rmSync(cdktfOutput, { recursive: true, force: true }),
    command: ["node", "--import", "tsx", "src/main.ts"],
    cwd: join(root, "apps/infra"),
    environment: { DEPLOY_ENV: "staging", CDKTF_OUTDIR: cdktfOutput },
  },
  {
    name: "aws-cdk",
    prepare: () => rmSync(cdkOutput, { recursive: true, force: true }),
    command: ["node", "--import", "tsx", "aws-cdk/app.ts"],
    cwd: __dirname,
    // Without its CLI aws-cdk writes nothing unless told where.
    environment: { CDK_OUTDIR: cdkOutput },
  },
  runs,
);
