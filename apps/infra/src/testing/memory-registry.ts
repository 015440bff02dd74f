import { createHash } from "node:crypto";
import { bodyOf, type Loopback, serveOnLoopback } from "./loopback";

export const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A status that is answered, a connection that breaks before anything is done, or an answer that gets lost. */
type Failure = number | "connection" | "answer";

/** A registry in memory: the part of the distribution API that copying an image needs. */
export class MemoryRegistry {
  readonly blobs = new Map<string, Buffer>();
  /** By digest and by tag. */
  readonly manifests = new Map<string, Buffer>();
  /** Methods and paths, in order. */
  readonly requests: string[] = [];
  private readonly uploads = new Map<string, Buffer>();
  private readonly failures: { readonly request: string; readonly how: Failure }[] = [];
  private begun = 0;

  /** Lets the next request that begins like this fail, once. */
  fail(request: string, how: Failure): void {
    this.failures.push({ request, how });
  }

  addBlob(text: string): { readonly digest: string } {
    const bytes = Buffer.from(text);
    this.blobs.set(digestOf(bytes), bytes);
    return { digest: digestOf(bytes) };
  }

  addManifest(manifest: object): { readonly digest: string } {
    const bytes = Buffer.from(JSON.stringify(manifest));
    this.manifests.set(digestOf(bytes), bytes);
    return { digest: digestOf(bytes) };
  }

  serve(): Promise<Loopback> {
    return serveOnLoopback(async (message, response) => {
      const url = new URL(message.url ?? "", "http://registry");
      const [kind = "", reference = "", upload = ""] = url.pathname.split("/").slice(3);
      const request = `${message.method} ${kind}/${reference.slice(0, 14)}`;
      this.requests.push(request);
      const failure = this.failureOf(request);
      if (failure === "connection") return message.socket.destroy();
      const body = await bodyOf(message);
      const answer = (status: number, bytes: Buffer = Buffer.alloc(0), headers = {}) =>
        failure === "answer"
          ? message.socket.destroy()
          : response
              .writeHead(status, { "content-type": "application/vnd.oci.image.manifest.v1+json", ...headers })
              .end(bytes);
      if (typeof failure === "number") return answer(failure);
      if (message.headers.authorization !== `Basic ${Buffer.from("AWS:let me in").toString("base64")}`)
        return answer(403);
      if (reference === "uploads") return this.upload(String(message.method), upload, url, body, answer);
      const held = kind === "blobs" ? this.blobs : this.manifests;
      if (message.method !== "PUT") return held.has(reference) ? answer(200, held.get(reference)) : answer(404);
      held.set(reference, body);
      held.set(digestOf(body), body);
      return answer(201);
    });
  }

  private failureOf(request: string): Failure | undefined {
    const index = this.failures.findIndex((failure) => request.startsWith(failure.request));
    return index < 0 ? undefined : this.failures.splice(index, 1)[0]?.how;
  }

  private upload(
    method: string,
    id: string,
    url: URL,
    body: Buffer,
    answer: (status: number, bytes?: Buffer, headers?: object) => unknown,
  ): unknown {
    if (method === "POST") this.begun += 1;
    const location = `/v2/repository/blobs/uploads/${id || this.begun}?state=some`;
    if (method === "POST") return answer(202, undefined, { location });
    if (method === "PATCH") {
      this.uploads.set(id, body);
      return answer(202, undefined, { location });
    }
    const bytes = this.uploads.get(id) ?? body;
    if (url.searchParams.get("digest") !== digestOf(bytes)) return answer(400);
    this.blobs.set(digestOf(bytes), bytes);
    return answer(201);
  }
}
