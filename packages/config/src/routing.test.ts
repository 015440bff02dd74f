import { BandFull, type Claim, routes } from "./routing";

const claim = (key: string, paths: string[] = [], changes: Partial<Claim> = {}): Claim => ({
  key,
  hostNames: ["example.com"],
  paths,
  allowedCidrs: [],
  ...changes,
});

/** The services in the order in which the listener asks for them. */
function order(...claims: Claim[]): string[] {
  return [...routes(claims, "shop/prod")]
    .flatMap(([key, own]) => own.map(({ priority }) => ({ key, priority })))
    .sort((a, b) => a.priority - b.priority)
    .map(({ key }) => key);
}

describe("the listener's rules", () => {
  it("ask for the longer path first, and for a whole host last", () => {
    expect(order(claim("web"), claim("api", ["/api/*"]), claim("v1", ["/api/v1/*"]))).toEqual(["v1", "api", "web"]);
  });

  it("ask for a path without wildcards before the pattern that covers it", () => {
    expect(order(claim("all", ["/api*"]), claim("one", ["/api"]))).toEqual(["one", "all"]);
  });

  it("ask for each path of a service at its own place", () => {
    expect(order(claim("a", ["/x/*", "/x/y/z/*"]), claim("b", ["/x/y/*"]))).toEqual(["a", "b", "a"]);
  });

  it("answer nobody on paths that are hidden, before the service would, from wherever a request comes", () => {
    const hiding = claim("web", [], { hiddenPaths: ["/health_check", "/ready"], allowedCidrs: ["192.0.2.0/24"] });
    const own = [...(routes([hiding], "shop/prod").get("web") ?? [])].sort((a, b) => a.priority - b.priority);
    expect(own.map(({ hidden, paths, allowedCidrs }) => [hidden, paths, allowedCidrs])).toEqual([
      [true, ["/health_check"], []],
      [true, ["/ready"], []],
      [false, [], ["192.0.2.0/24"]],
    ]);
  });

  const asking = (key: string, paths: string[], ...authentication: NonNullable<Claim["authentication"]>) =>
    [...(routes([claim(key, paths, { authentication })], "shop/prod").get(key) ?? [])]
      .sort((a, b) => a.priority - b.priority)
      .map((route) => [route.paths, route.onUnauthenticatedRequest]);

  it("ask who a visitor is on a part of the service before they forward the rest", () => {
    expect(
      asking(
        "web",
        [],
        { paths: ["/admin", "/admin/*"], onUnauthenticatedRequest: "authenticate" },
        { paths: ["/admin/api/*"], onUnauthenticatedRequest: "deny" },
      ),
    ).toEqual([
      [["/admin/api/*"], "deny"],
      [["/admin/*"], "authenticate"],
      [["/admin"], "authenticate"],
      [[], undefined],
    ]);
  });

  it("let nobody by where a service asks on all that it claims, or on more", () => {
    const all = { paths: ["/*"], onUnauthenticatedRequest: "authenticate" } as const;
    expect(asking("web", [], all)).toEqual([[[], "authenticate"]]);
    expect(asking("web", ["/shop/*", "/cart"], all)).toEqual([
      [["/shop/*"], "authenticate"],
      [["/cart"], "authenticate"],
    ]);
    expect(asking("web", ["/shop/*", "/blog/*"], { ...all, paths: ["/shop/*"] })).toEqual(
      expect.arrayContaining([
        [["/shop/*"], "authenticate"],
        [["/blog/*"], undefined],
      ]),
    );
  });

  it("let only those addresses sign in that the service is for", () => {
    const authentication = [{ paths: ["/admin/*"], onUnauthenticatedRequest: "authenticate" }] as const;
    const own = routes([claim("web", [], { authentication, allowedCidrs: ["192.0.2.0/24"] })], "shop/prod").get("web");
    expect(own?.map(({ allowedCidrs }) => allowedCidrs)).toEqual([["192.0.2.0/24"], ["192.0.2.0/24"]]);
  });

  it("keep their priorities when a path begins to ask", () => {
    const claims = [claim("web"), claim("api", ["/api/*"], { hiddenPaths: ["/api/health"] })];
    const before = routes(claims, "shop/prod");
    const authentication = [{ paths: ["/admin/*"], onUnauthenticatedRequest: "authenticate" }] as const;
    const after = routes([claim("web", [], { authentication }), ...claims.slice(1)], "shop/prod");
    expect(after.get("web")?.filter((route) => route.onUnauthenticatedRequest === undefined)).toEqual(
      before.get("web"),
    );
    expect(after.get("api")).toEqual(before.get("api"));
  });

  it("hide only what is the service's own, of several on one host", () => {
    const hiddenPaths = ["/health_check", "/api/health"];
    const api = routes([claim("web"), claim("api", ["/api/*"], { hiddenPaths })], "shop/prod").get("api") ?? [];
    expect(api.filter(({ hidden }) => hidden).map(({ paths }) => paths)).toEqual([["/api/health"]]);
  });

  it("keep their priorities when something is hidden", () => {
    const claims = [claim("web"), claim("api", ["/api/*"])];
    const before = routes(claims, "shop/prod").get("web");
    const after = routes([claim("web", [], { hiddenPaths: ["/ready"] }), ...claims.slice(1)], "shop/prod").get("web");
    expect(after?.filter(({ hidden }) => !hidden)).toEqual(before);
  });

  it("keep their priorities when a service is added", () => {
    const claims = [claim("web"), claim("api", ["/api/*"])];
    const before = routes(claims, "shop/prod");
    const after = routes([claim("admin", [], { hostNames: ["admin.example.com"] }), ...claims], "shop/prod");
    expect([after.get("web"), after.get("api")]).toEqual([before.get("web"), before.get("api")]);
  });

  it("have priorities of their own, from 1 to 50000", () => {
    const claims = Array.from({ length: 100 }, (_, index) =>
      claim(`service-${index}`, index % 2 ? [`/s${index % 10}*`] : []),
    );
    const priorities = [...routes(claims, "shop/prod").values()].flat().map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(100);
    expect(priorities.every((priority) => priority >= 1 && priority <= 50_000)).toBe(true);
  });

  it("do not depend on the order in which services are written", () => {
    const claims = Array.from({ length: 100 }, (_, index) => claim(`service-${index}`, ["/same/*"]));
    expect(routes([...claims].reverse(), "shop/prod").get("service-7")).toEqual(
      routes(claims, "shop/prod").get("service-7"),
    );
  });

  it("refuse more paths of one length than there are priorities for", () => {
    const claims = Array.from({ length: 151 }, (_, index) => claim(`service-${index}`, ["/same/*"]));
    expect(() => routes(claims, "shop/prod")).toThrow(BandFull);
  });

  it("have at most five values each and together mean the claim", () => {
    const wide = claim("wide", ["/a/*", "/b/*", "/c/*"], {
      hostNames: ["a.example.com", "b.example.com", "c.example.com"],
      allowedCidrs: ["192.0.2.0/24", "198.51.100.0/24"],
    });
    const rules = routes([wide], "shop/prod").get("wide") ?? [];
    const combinations = rules.flatMap(({ hostNames, paths, allowedCidrs }) =>
      hostNames.flatMap((host) => paths.flatMap((path) => allowedCidrs.map((cidr) => `${host} ${path} ${cidr}`))),
    );
    expect(rules.every((rule) => rule.hostNames.length + rule.paths.length + rule.allowedCidrs.length <= 5)).toBe(true);
    expect([combinations.length, new Set(combinations).size]).toEqual([18, 18]);
  });

  it("have at most five wildcards each", () => {
    const wild = claim("wild", ["/*/*/*/a", "/*/*/*/b"]);
    expect(routes([wild], "shop/prod").get("wild")).toHaveLength(2);
  });
});
