import type { Environment } from "@app/config";
import { others } from "../testing/applications";
import { leadTo } from "../testing/aws-json-api";
import { bodyOf, type Loopback, serveOnLoopback } from "../testing/loopback";
import { createServiceLinkedRoles, neededRoles } from "./service-linked-roles";

const ALWAYS = ["ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com"];

describe("service-linked roles", () => {
  let iam: Loopback | undefined;
  afterEach(() => iam?.close());

  /** An IAM that refuses some principals, and what it was asked to create. */
  async function created(refused: Readonly<Record<string, readonly [string, string]>>) {
    const asked: string[] = [];
    iam = await serveOnLoopback(async (message, response) => {
      const parameters = new URLSearchParams((await bodyOf(message)).toString("utf8"));
      const principal = parameters.get("AWSServiceName") ?? "";
      asked.push(`${parameters.get("Action")} ${principal}`);
      const [code, text] = refused[principal] ?? [];
      response.writeHead(code ? 400 : 200, { "content-type": "text/xml" });
      response.end(
        code
          ? `<ErrorResponse><Error><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>`
          : "<CreateServiceLinkedRoleResponse><CreateServiceLinkedRoleResult><Role/></CreateServiceLinkedRoleResult></CreateServiceLinkedRoleResponse>",
      );
    });
    const said = await createServiceLinkedRoles(others.load("plain") as Environment, leadTo(iam));
    return { asked, said };
  }

  it("are created for tasks, their scaling and the load balancer; one that exists is fine", async () => {
    const taken =
      "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.";
    const { asked, said } = await created({ "ecs.amazonaws.com": ["InvalidInput", taken] });

    expect(asked).toEqual(ALWAYS.map((principal) => `CreateServiceLinkedRole ${principal}`));
    expect(said).toEqual(ALWAYS.slice(1).map((principal) => `service-linked role of ${principal}: created`));
  });

  it("that may not be created are named, and bootstrap goes on", async () => {
    const { said } = await created({ "ecs.amazonaws.com": ["AccessDenied", "not authorized"] });

    expect(said[0]).toBe(
      "service-linked role of ecs.amazonaws.com: not created (AccessDenied: not authorized); AWS tries it at the first use, which may fail once",
    );
    expect(said).toHaveLength(3);
  });

  it("are those that the environment's data needs as well", () => {
    const data = ["postgres", "cache", "fileSystem", "table", "cache"].map((kind) => ({ kind }));
    expect(neededRoles({ ...others.load("plain"), data } as unknown as Environment)).toEqual([
      ...ALWAYS,
      "rds.amazonaws.com",
      "elasticache.amazonaws.com",
      "elasticfilesystem.amazonaws.com",
    ]);
  });

  it("are not those of data that exists already", () => {
    const data = [{ kind: "cache", existing: { urlSecret: "team/url" } }];
    expect(neededRoles({ ...others.load("plain"), data } as unknown as Environment)).toEqual(ALWAYS);
  });
});
