import type { RegistryLogin } from "./ecr-images";
import { MANIFEST_TYPES, type Manifest } from "./manifest";
import { RegistryRefusal } from "./registry-refusal";

export interface RegistryRepositoryProps {
  /** `https://HOST` */
  readonly address: string;
  readonly repository: string;
  readonly login: RegistryLogin;
  readonly signal: AbortSignal;
}

/** One repository over the registry's HTTP API, without a Docker engine. */
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html#registry-auth-http
export class RegistryRepository {
  constructor(private readonly props: RegistryRepositoryProps) {}

  /** Undefined when there is none. */
  async manifest(reference: string): Promise<Manifest | undefined> {
    const answer = await this.request(
      `manifests/${reference}`,
      { headers: { accept: MANIFEST_TYPES.join(", ") } },
      404,
    );
    if (answer.status === 404) return undefined;
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { bytes, mediaType: answer.headers.get("content-type") ?? MANIFEST_TYPES[0] };
  }

  async putManifest(reference: string, { bytes, mediaType }: Manifest): Promise<void> {
    const body = new Uint8Array(bytes);
    await this.request(`manifests/${reference}`, { method: "PUT", headers: { "content-type": mediaType }, body });
  }

  async hasBlob(digest: string): Promise<boolean> {
    return (await this.request(`blobs/${digest}`, { method: "HEAD" }, 404)).status !== 404;
  }

  async blob(digest: string): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.request(`blobs/${digest}`, {});
    return body ?? new Blob([]).stream();
  }

  /** Uploads a blob; the registry itself compares what it got with the digest. */
  async putBlob(digest: string, blob: ReadableStream<Uint8Array>): Promise<void> {
    const begun = await this.request("blobs/uploads/", { method: "POST" });
    const headers = { "content-type": "application/octet-stream" };
    // A stream can be sent once only, and its length is not known before.
    const stream = { method: "PATCH", headers, body: blob, duplex: "half" } as RequestInit;
    const sent = await this.request(this.upload(begun), stream);
    const end = new URL(this.upload(sent));
    end.searchParams.set("digest", digest);
    await this.request(end.href, { method: "PUT" });
  }

  /** Where an upload goes on. */
  private upload(answer: Response): string {
    return new URL(answer.headers.get("location") ?? "", this.props.address).href;
  }

  private async request(path: string, init: RequestInit, allowed?: number): Promise<Response> {
    const { address, repository, login, signal } = this.props;
    const url = new URL(path, `${address}/v2/${repository}/`);
    const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
    const answer = await fetch(url, { ...init, signal, headers: { ...init.headers, authorization } });
    if (answer.ok || answer.status === allowed) return answer;
    throw new RegistryRefusal(
      `${init.method ?? "GET"} ${url.origin}${url.pathname}`,
      answer.status,
      await answer.text(),
    );
  }
}
