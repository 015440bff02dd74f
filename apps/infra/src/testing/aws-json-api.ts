import { bodyOf, type Loopback, serveOnLoopback } from "./loopback";

/** What AWS answers to one operation: an error by its name, or a result. */
export type AwsAnswer = { readonly error: string; readonly message?: string } | object;

/** Whatever of AWS speaks JSON: answers these operations and remembers what it was asked. */
export async function serveAws(
  answers: Readonly<Record<string, (request: Record<string, unknown>) => AwsAnswer>>,
): Promise<Loopback & { readonly asked: string[] }> {
  const asked: string[] = [];
  const loopback = await serveOnLoopback(async (message, response) => {
    const operation = String(message.headers["x-amz-target"]).split(".")[1] ?? "";
    asked.push(operation);
    const request = JSON.parse((await bodyOf(message)).toString("utf8")) as Record<string, unknown>;
    const answer = answers[operation]?.(request) ?? { error: "AccessDeniedException", message: "not authorized" };
    const refused = "error" in answer;
    response.writeHead(refused ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(refused ? { __type: answer.error, message: answer.message } : answer));
  });
  return { ...loopback, asked };
}

/** Variables that lead every client to it. */
export function leadTo({ address }: Loopback): Record<string, string> {
  return { AWS_ENDPOINT_URL: address, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
}
