import { createPrivateKey, X509Certificate } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCA, createCert } from "mkcert";
import { type EdgeCertificate, edgeCertificate } from "./certificate";

const DOMAIN = "flask.localhost";
const DAY_MS = 86_400_000;
/** Where one was made, and where one was made that expires in ten days; making them takes most of the time. */
let made: string;
let expiring: string;
let folder: string;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "certificate-made-"));
  await edgeCertificate(made, DOMAIN);
  expiring = mkdtempSync(join(tmpdir(), "certificate-expiring-"));
  const authority = { organization: "Test", countryCode: "US", state: "-", locality: "-", validity: 10 };
  const ca = await createCA(authority);
  const { cert, key } = await createCert({ ca, domains: [DOMAIN], validity: 10 });
  writeFileSync(join(expiring, "ca.pem"), ca.cert);
  writeFileSync(join(expiring, `${DOMAIN}.pem`), cert);
  writeFileSync(join(expiring, `${DOMAIN}.key`), key);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certificate-"));
  cpSync(made, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  for (const fixture of [made, expiring]) rmSync(fixture, { recursive: true, force: true });
});

function authorityOf({ caFile }: EdgeCertificate): X509Certificate {
  return new X509Certificate(readFileSync(caFile));
}

/** Whether a client that trusts the authority accepts the certificate. */
function isTrusted(edge: EdgeCertificate): boolean {
  const certificate = new X509Certificate(edge.certificate);
  const authority = authorityOf(edge);
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

describe("the edge's certificate", () => {
  it("comes from an authority of its own, with a key that only its owner reads", async () => {
    const edge = await edgeCertificate(folder, DOMAIN);
    expect(isTrusted(edge)).toBe(true);
    expect(authorityOf(edge).ca).toBe(true);
    expect(new X509Certificate(edge.certificate).ca).toBe(false);
    expect(statSync(join(folder, `${DOMAIN}.key`)).mode & 0o777).toBe(0o600);
  });

  it("is made for the domain, the names in it and this machine, and for no other", async () => {
    const certificate = new X509Certificate((await edgeCertificate(folder, DOMAIN)).certificate);
    expect(certificate.checkHost(DOMAIN)).toBe(DOMAIN);
    expect(certificate.checkHost(`api.${DOMAIN}`)).toBe(`*.${DOMAIN}`);
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkHost("example.com")).toBeUndefined();
  });

  it("is the same at the next start, so that it is trusted once", async () => {
    const first = await edgeCertificate(folder, DOMAIN);
    expect(await edgeCertificate(folder, DOMAIN)).toEqual(first);
  });

  it("is made anew when it expires soon", async () => {
    cpSync(expiring, folder, { recursive: true });
    const edge = await edgeCertificate(folder, DOMAIN);
    expect(Date.parse(new X509Certificate(edge.certificate).validTo)).toBeGreaterThan(Date.now() + 300 * DAY_MS);
    expect(isTrusted(edge)).toBe(true);
  });

  it("is made anew when the authority was replaced, as for another domain", async () => {
    cpSync(join(expiring, "ca.pem"), join(folder, "ca.pem"));
    expect(isTrusted(await edgeCertificate(folder, DOMAIN))).toBe(true);
  });

  it("is made anew when the key belongs to another one", async () => {
    cpSync(join(expiring, `${DOMAIN}.key`), join(folder, `${DOMAIN}.key`));
    const { key, certificate } = await edgeCertificate(folder, DOMAIN);
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  it("is made anew when its file was damaged", async () => {
    writeFileSync(join(folder, `${DOMAIN}.pem`), "garbage");
    expect(isTrusted(await edgeCertificate(folder, DOMAIN))).toBe(true);
  });
});
