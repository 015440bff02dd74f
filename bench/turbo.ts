import { join } from "node:path";
import { compare } from "./compare";

/** `turbo run build test` with everything cached against everything executed. */
const runs = Number(process.argv[2] ?? 3);
const root = join(__dirname, "..");
const command = ["pnpm", "exec", "turbo", "run", "build", "test"] as const;

compare({ name: "cold", command: [...command, "--force"], cwd: root }, { name: "cached", command, cwd: root }, runs);
