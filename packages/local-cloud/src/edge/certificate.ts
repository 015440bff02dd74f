import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCA, createCert } from "mkcert";

const VALIDITY_DAYS = 365;

export interface EdgeCertificate {
  readonly key: string;
  readonly certificate: string;
  /** What a client must trust: `curl --cacert FILE`. */
  readonly caFile: string;
}

/** A certificate for the domain, `*.domain` and localhost from an authority of this checkout; made once. */
export async function edgeCertificate(folder: string, domain: string): Promise<EdgeCertificate> {
  const caFile = join(folder, "ca.pem");
  const certificateFile = join(folder, `${domain}.pem`);
  const keyFile = join(folder, `${domain}.key`);
  if (!existsSync(certificateFile)) {
    mkdirSync(folder, { recursive: true });
    const ca = await createCA({
      organization: "Local development",
      countryCode: "US",
      state: "-",
      locality: "-",
      validity: VALIDITY_DAYS,
    });
    const domains = [domain, `*.${domain}`, "localhost", "127.0.0.1"];
    const leaf = await createCert({ ca, domains, validity: VALIDITY_DAYS });
    writeFileSync(caFile, ca.cert);
    writeFileSync(keyFile, leaf.key, { mode: 0o600 });
    writeFileSync(certificateFile, leaf.cert);
  }
  return { key: readFileSync(keyFile, "utf8"), certificate: readFileSync(certificateFile, "utf8"), caFile };
}
