import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { billOfMaterials } from "./bill-of-materials";
import { knownVulnerabilities } from "./known-vulnerabilities";

/** Long enough for a first run that was not started by turbo, and installs the tools. */
const TIMEOUT_MS = 300_000;
const HASH = "a".repeat(64);

/** What OSV answers for a package. */
// https://google.github.io/osv.dev/post-v1-query/
function answer(name: string): object {
  if (name !== "jinja2") return {};
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.1.7" }] }];
  const affected = [{ package: { name, ecosystem: "PyPI" }, ranges }];
  return { vulns: [{ id: "PYSEC-2026-1", summary: "Escapes the sandbox", details: "", aliases: [], affected }] };
}

describe("a requirements file", () => {
  let folder: string;
  let files: string[];
  let osv: Server;
  let url: string;

  beforeAll((done) => {
    folder = mkdtempSync(join(tmpdir(), "supply-chain-"));
    files = ["web.txt", "traces.txt"].map((name) => join(folder, name));
    const pinned = (name: string) => `${name} \\\n    --hash=sha256:${HASH}\n`;
    writeFileSync(files[0] as string, pinned("flask==3.1.3") + pinned("jinja2==3.1.6"));
    writeFileSync(
      files[1] as string,
      `${pinned("jinja2==3.1.6 ; python_version > '3'")}${pinned("wrapt==2.5.2 ; python_version > '3'")}`,
    );
    osv = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => response.end(JSON.stringify(answer(JSON.parse(body).package.name))));
    }).listen(0, "127.0.0.1", () => {
      url = `http://127.0.0.1:${(osv.address() as AddressInfo).port}/v1/query`;
      done();
    });
  });

  afterAll((done) => {
    rmSync(folder, { recursive: true, force: true });
    osv.closeAllConnections();
    osv.close(done);
  });

  it(
    "is told what is known of its versions, and which ones do not have it",
    async () => {
      const known = [{ name: "jinja2", version: "3.1.6", id: "PYSEC-2026-1", fixedIn: ["3.1.7"] }];
      expect(await knownVulnerabilities(files, url)).toEqual({ known, asked: 3 });
    },
    TIMEOUT_MS,
  );

  it(
    "is told that nobody could be asked, instead of that nothing is known",
    async () => {
      const nowhere = "http://127.0.0.1:9/v1/query";
      const { known, asked, skipped } = await knownVulnerabilities(files, nowhere);
      expect([known, asked]).toEqual([[], 0]);
      expect(skipped).toMatch(/^http:\/\/127\.0\.0\.1:9\/v1\/query: .*Connection refused/);
    },
    TIMEOUT_MS,
  );

  it(
    "has a bill of materials with every package once and its hash, twice the same",
    async () => {
      const bill = await billOfMaterials(files);
      const { bomFormat, specVersion, components } = JSON.parse(bill);
      expect([bomFormat, specVersion]).toEqual(["CycloneDX", "1.6"]);
      const listed = components.map((component: { purl: string; externalReferences: { hashes: object[] }[] }) => [
        component.purl,
        component.externalReferences[0]?.hashes,
      ]);
      const hashes = [{ alg: "SHA-256", content: HASH }];
      expect(listed).toEqual([
        ["pkg:pypi/flask@3.1.3", hashes],
        ["pkg:pypi/jinja2@3.1.6", hashes],
        ["pkg:pypi/wrapt@2.5.2", hashes],
      ]);
      expect(await billOfMaterials(files)).toBe(bill);
    },
    TIMEOUT_MS,
  );
});
