import { execFileSync } from "node:child_process";
import { type Cloud, emulatorHeaders } from "@app/local-cloud";
import { chromium } from "playwright-core";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
/** `nobody` on Linux. */
const NOBODY = 65_534;

/** What somebody got who asked one of the emulator's addresses. */
export interface Got {
  readonly url: string;
  /** Undefined where nothing came back that they may read. */
  readonly status?: number;
}

/** A queue is made by one request that needs no preflight, as a web page may send it. */
function queueRequest(name: string) {
  return { method: "POST", headers: FORM, body: `Action=CreateQueue&Version=2012-11-05&QueueName=${name}` };
}

function addresses(cloud: Cloud): string[] {
  return [
    `http://127.0.0.1:${cloud.port}/`,
    `http://localhost:${cloud.port}/`,
    `http://127.0.0.1:${cloud.autoscalingPort}/`,
  ];
}

/** As somebody who knows the key would. Returns the status. */
export async function createQueueWithKey(cloud: Cloud, name: string): Promise<number> {
  const request = queueRequest(name);
  const headers = { ...FORM, ...emulatorHeaders(cloud, "sqs") };
  return (await fetch(`http://127.0.0.1:${cloud.port}/`, { ...request, headers })).status;
}

/** Another user of this machine asks for a queue, without a key and with the one that everybody knows. */
export function createQueueAsAnotherUser(cloud: Cloud, name: string): Got[] {
  const known = { ...FORM, ...emulatorHeaders({ accessKey: "test" }, "sqs") };
  const script = `
    const ask = async (url, headers) => ({ url, status: (await fetch(url, { ...${JSON.stringify(queueRequest(name))}, headers })).status });
    Promise.all(${JSON.stringify(addresses(cloud))}.flatMap((url) => [ask(url, ${JSON.stringify(FORM)}), ask(url, ${JSON.stringify(known)})]))
      .then((got) => console.log(JSON.stringify(got)));
  `;
  return JSON.parse(asAnotherUser([process.execPath, "-e", script]));
}

/** Those of these files and folders that another user of this machine may read. Root alone can be somebody else. */
export function readableByOthers(paths: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return [];
  const script = `for (const path of ${JSON.stringify(paths)}) try { require("fs").accessSync(path, 4); console.log(path) } catch {}`;
  return asAnotherUser([process.execPath, "-e", script]).split("\n").filter(Boolean);
}

/** A page of another origin, in a real browser, asks for a queue in every way that needs nobody's consent. */
export async function createQueueFromPage(cloud: Cloud, browserPath: string, name: string): Promise<Got[]> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.route("http://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: "a page" }));
    await page.goto("http://elsewhere.test/");
    return await page.evaluate(
      async ({ urls, request }) => {
        const ask = (url: string, mode: "cors" | "no-cors") =>
          fetch(url, { ...request, mode }).then(
            // An opaque answer has no status that a page may see.
            ({ status }) => ({ url, ...(status !== 0 && { status }) }),
            () => ({ url }),
          );
        return Promise.all(urls.flatMap((url) => [ask(url, "cors"), ask(url, "no-cors")]));
      },
      { urls: addresses(cloud), request: queueRequest(name) },
    );
  } finally {
    await browser.close();
  }
}

function asAnotherUser([file = "", ...args]: readonly string[]): string {
  const other = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  return execFileSync(file, args, { cwd: "/", encoding: "utf8", ...other });
}
