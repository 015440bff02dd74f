import { join } from "node:path";
import { environments } from "./applications/stranger/environments";
import { Checkout } from "./checkout";
import { deployApplication } from "./deploy-application";
import { EdgeSession } from "./edge-session";
import { useOwnAccount } from "./own-account";

/** In the layout that Flask's tutorial teaches, with no file of this project in it. */
describe("a stranger's application", () => {
  const checkout = new Checkout("e2e-stranger", "process", join(__dirname, "applications/stranger"));
  useOwnAccount(checkout);

  it("is deployed by one entry that names its folder and its command", async () => {
    const ended = await deployApplication(checkout, environments.load("local"));
    expect(ended).toHaveEnded(0);
  });

  it("shows its page through the load balancer, with its own styles", async () => {
    const session = new EdgeSession(checkout.cloud());
    const page = await session.get("/");
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining("Log in") });
    const [, stylesheet = ""] = /href="([^"]+\.css)"/.exec(page.body) ?? [];
    expect(await session.get(stylesheet)).toMatchObject({ status: 200, body: expect.stringContaining(".flash") });
  });

  it("keeps a post of somebody who registered, in the one folder that it may write to", async () => {
    const session = new EdgeSession(checkout.cloud());
    const person = { username: "ada", password: "lovelace" };
    expect(await session.post("/auth/register", person)).toMatchObject({ status: 302, location: "/auth/login" });
    expect(await session.post("/auth/login", person)).toMatchObject({ status: 302, location: "/" });
    const post = { title: "Notes on the engine", body: "It weaves patterns." };
    expect(await session.post("/create", post)).toMatchObject({ status: 302, location: "/" });
    const { body } = await new EdgeSession(checkout.cloud()).get("/");
    expect(body).toContain(post.title);
    expect(body).toContain("by ada");
  });

  it("plans no changes right after its deploy", async () => {
    const ended = await checkout.cdktf(["diff", "infra", "--detailed-exitcode"]);
    expect(ended.output).not.toContain("Terraform will perform");
    expect(ended).toHaveEnded(0);
  });
});
