import { listenerHost, listenerLocation, listenerOrigin, publicLocation, publicOrigin } from "./addresses";

const EDGE = { http: 8080, https: 8443, domain: "flask.localhost" };

describe("an address of the load balancer", () => {
  it.each([
    ["https://flask.localhost:443/notes?page=2", "https://flask.localhost:8443/notes?page=2"],
    ["https://flask.localhost/notes", "https://flask.localhost:8443/notes"],
    ["http://flask.localhost:80/", "http://flask.localhost:8080/"],
    ["HTTPS://FLASK.localhost/", "https://flask.localhost:8443/"],
    ["https://admin.flask.localhost:443/", "https://admin.flask.localhost:8443/"],
  ])("%s is published with the edge's port", (location, published) => {
    expect(publicLocation(location, "flask.localhost:8080", EDGE)).toBe(published);
  });

  it.each([
    "/notes",
    "notes?page=2",
    "//flask.localhost/notes",
    "https://login.example.com/authorize?x=1",
    "https://flask.localhost:9000/",
    "mailto:somebody@example.com",
    "https://[",
    "https://notflask.localhost/",
  ])("is not what %s is, so that it stays", (location) => {
    expect(publicLocation(location, "flask.localhost:8080", EDGE)).toBe(location);
  });
});

describe("the listener", () => {
  it.each([
    ["flask.localhost:8443", "flask.localhost:443"],
    ["flask.localhost", "flask.localhost:443"],
    ["127.0.0.1:8443", "127.0.0.1:443"],
    ["[::1]:8443", "[::1]:443"],
  ])("is found by its own port behind the name: %s", (host, expected) => {
    expect(listenerHost(host, 443)).toBe(expected);
  });
});

describe("the page's origin", () => {
  it("loses the edge's port, as behind a load balancer", () => {
    expect(listenerOrigin("https://flask.localhost:8443", "flask.localhost:8443", EDGE)).toBe(
      "https://flask.localhost",
    );
    expect(listenerOrigin("https://127.0.0.1:8443", "127.0.0.1:8443", EDGE)).toBe("https://127.0.0.1");
  });

  it("loses it under another name of the domain, too, and gets it back in what the application allows", () => {
    const [application, browser] = ["https://admin.flask.localhost", "https://admin.flask.localhost:8443"];
    expect(listenerOrigin(browser, "api.flask.localhost:8443", EDGE)).toBe(application);
    expect(publicOrigin(application, "api.flask.localhost:8443", EDGE)).toBe(browser);
    for (const other of ["*", "null", "https://example.com"]) expect(publicOrigin(other, "f", EDGE)).toBe(other);
  });

  it("is one with the page's address", () => {
    const referer = "https://flask.localhost:8443/form?page=2";
    expect(listenerLocation(referer, "flask.localhost:8443", EDGE)).toBe("https://flask.localhost/form?page=2");
  });

  it.each(["https://flask.localhost:9000", "https://evil.example:8443", "null"])(
    "stays another site's origin: %s",
    (origin) => {
      expect(listenerOrigin(origin, "flask.localhost:8443", EDGE)).toBe(origin);
    },
  );
});
