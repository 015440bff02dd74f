import type { IncomingMessage } from "node:http";
import { registryLogin } from "./registry-login";

const EMULATOR = { port: 4566, accessKey: "c0ffee" };

function login(method: string, url: string): unknown {
  const { pathname, searchParams } = new URL(url, "http://engine");
  const request = { method, path: pathname, query: searchParams, message: {} as IncomingMessage };
  const { "x-registry-auth": header } = registryLogin(request, EMULATOR);
  // With its padding: without it an engine goes on as if there were no login.
  expect((header ?? "").length % 4).toBe(0);
  return header && JSON.parse(Buffer.from(header, "base64url").toString());
}

describe("the login of an engine", () => {
  const own = { username: "AWS", password: "c0ffee", serveraddress: "localhost:4566" };

  it.each([
    ["POST", "/images/create?fromImage=localhost%3A4566%2Fshop&tag=sha256%3A0"],
    ["GET", "/distribution/localhost:4566/shop:1/json"],
    ["GET", "/distribution/localhost%3A4566%2Fshop%3A1/json"],
  ])("is brought where it asks this cloud's registry: %s %s", (method, url) => {
    expect(login(method, url)).toEqual(own);
  });

  it.each([
    ["POST", "/images/create?fromImage=localhost%3A45660%2Fshop"],
    ["POST", "/images/create?fromImage=ghcr.io%2Flocalhost%3A4566%2Fshop"],
    ["POST", "/images/create?fromSrc=-"],
    ["GET", "/containers/localhost:4566/json"],
  ])("is nobody else's: %s %s", (method, url) => {
    expect(login(method, url)).toBeUndefined();
  });
});
