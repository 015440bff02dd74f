import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCA, createCert } from "mkcert";

const VALIDITY_DAYS = 365;
/** One that expires sooner is replaced at the next start, not in the middle of somebody's work. */
const RENEWAL_DAYS = 30;
const DAY_MS = 86_400_000;

export interface EdgeCertificate {
  readonly key: string;
  readonly certificate: string;
  /** What a client must trust: `curl --cacert FILE`. */
  readonly caFile: string;
}

/**
 * A certificate for the domain, `*.domain` and localhost from an authority of this checkout. Made once, and again when
 * it expires soon or its files do not belong together any more.
 */
export async function edgeCertificate(folder: string, domain: string): Promise<EdgeCertificate> {
  const caFile = join(folder, "ca.pem");
  const certificateFile = join(folder, `${domain}.pem`);
  const keyFile = join(folder, `${domain}.key`);
  if (!isUsable(caFile, certificateFile, keyFile)) {
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

function isUsable(caFile: string, certificateFile: string, keyFile: string): boolean {
  try {
    const authority = new X509Certificate(readFileSync(caFile));
    const certificate = new X509Certificate(readFileSync(certificateFile));
    return (
      certificate.verify(authority.publicKey) &&
      certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))) &&
      Date.parse(certificate.validTo) > Date.now() + RENEWAL_DAYS * DAY_MS
    );
  } catch {
    return false; // absent, or no certificates
  }
}
